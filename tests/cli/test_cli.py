"""The command line as a user meets it: exit codes, one-line errors, Ctrl-C."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
import sys

import numpy as np
import pytest
import soundfile

import timbrespace


def run(*arguments, **options):
    command = [sys.executable, "-c", "from timbrespace.cli import main; main()", *arguments]
    return subprocess.run([str(a) for a in command], capture_output=True, text=True, **options)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "takes"
    (folder / "drums").mkdir(parents=True)
    rng = np.random.default_rng(0)
    for name in ("a.wav", "drums/b.wav", "drums/c.flac"):
        soundfile.write(folder / name, rng.normal(0, 0.1, 22_050), 22_050)
    (folder / "broken.wav").write_bytes(b"RIFF")
    return folder


def test_map_builds_an_atlas_and_stops(folder, random_weights, tmp_path):
    done = run("map", folder, "--weights", random_weights, "--no-serve",
               "--atlas", tmp_path / "takes.atlas")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "3 sounds" in done.stdout and "umap" in done.stdout and "left out" in done.stdout
    atlas = timbrespace.open(tmp_path / "takes.atlas")
    assert {m.method for m in atlas.maps()} == {"pca", "umap"}


def test_encode_then_layout_then_place(folder, random_weights, tmp_path):
    atlas = tmp_path / "takes.atlas"
    done = run("encode", folder, "--space", "yamnet:4", "--weights", random_weights,
               "--atlas", atlas)  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = run("layout", atlas, "--method", "pca", "--dims", "3")
    assert done.returncode == 0 and "pca-3d: trustworthiness" in done.stdout, done.stderr


def test_scan_names_what_it_leaves_out(folder):
    done = run("scan", folder)
    assert done.returncode == 0 and "3 sounds" in done.stdout
    [left_out] = [line for line in done.stdout.splitlines() if line.startswith("left out")]
    assert "broken.wav" in left_out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scan", "nowhere"], "no folder or file 'nowhere'"),
        (["layout", "nowhere.atlas"], "timbrespace map"),
        (["serve", "nowhere.atlas"], "timbrespace map"),
        (["map", "FOLDER", "--space", "yamnett:8", "--no-serve"], "Did you mean"),
        (["map", "FOLDER", "--weights", "nowhere.h5", "--no-serve"], "nowhere.h5"),
        (["map", "FOLDER", "--labels", "nonsense", "--no-serve"], "neither a table"),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(folder, tmp_path, arguments, said):
    arguments = [str(folder) if a == "FOLDER" else a for a in arguments]
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 1 and said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr


def test_debug_shows_the_traceback():
    assert "Traceback" in run("--debug", "scan", "nowhere").stderr


def test_nothing_readable_is_not_success(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear reader")
    assert run("scan", tmp_path).returncode == 1


def test_ctrl_c_keeps_what_is_finished(sounds, random_weights, tmp_path):
    atlas = tmp_path / "stopped.atlas"
    # It is held after its first chunk: whoever is late with Ctrl-C still comes in the middle.
    code = """
import time
import timbrespace.spaces.encode as e
from timbrespace.cli import main

e.CHUNK_ITEMS, e.PAUSES_PER_WRITE = 2, 0
keep = e._Pass._keep_chunk

def keep_and_wait(self):
    keep(self)
    print("kept", flush=True)
    while not self.job.cancelled:
        time.sleep(0.01)

e._Pass._keep_chunk = keep_and_wait
main()
"""
    command = [sys.executable, "-c", code, "encode", str(sounds),
               "--weights", str(random_weights), "--atlas", str(atlas)]  # fmt: skip
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert "kept\n" in iter(child.stdout.readline, "")
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=120)
    assert child.returncode == 130 and "goes on from here" in said
    n_kept = len(timbrespace.open(atlas).items)
    assert 0 < n_kept < 48
    assert run(*command[3:]).returncode == 0
    assert len(timbrespace.open(atlas).items) == 48


def test_doctor_looks_at_everything():
    done = run("doctor")
    assert "free disk" in done.stdout
    if importlib.util.find_spec("pedalboard") is None:
        assert "timbrespace[plugins]" in done.stdout.replace("\n", "")
