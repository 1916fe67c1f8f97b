"""From a folder to an atlas: whole, interrupted, changed, empty."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import soundfile

import timbrespace
from timbrespace.api import Watcher
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job

ENCODE = """
import sys
import timbrespace.spaces.encode as encoding
encoding.CHUNK_ITEMS = 4
from timbrespace.api import encode
encode(sys.argv[1], atlas=sys.argv[2], weights=sys.argv[3])
"""


def contents(folder):
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != ".lock"]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture
def options(random_weights, tmp_path):
    return {"weights": str(random_weights), "atlas": tmp_path / "test.atlas"}


def test_every_sound_has_its_row(atlas_folder, sounds):
    atlas = timbrespace.open(atlas_folder)
    n_files = len(list(sounds.rglob("*.wav")))
    assert len(atlas.items) == n_files and not len(atlas.rejects)
    latents = atlas.latents("yamnet:8") if "yamnet:8" in atlas.space() else atlas.latents()
    assert latents.shape == (n_files, 512) and np.isfinite(latents).all()
    assert {"label.material", "label.action"} <= set(atlas.items.columns)
    assert atlas.descriptors()["duration_s"].tolist() == pytest.approx(
        atlas.items["duration_s"].tolist(), abs=1e-4
    )


@pytest.mark.parametrize("delay_s", [1.5, 2.5])
def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(
    sounds, random_weights, tmp_path, delay_s
):
    """A kill loses at most the chunk in flight; the same command ends as if undisturbed."""
    whole, cut = tmp_path / "whole" / "a.atlas", tmp_path / "cut" / "a.atlas"
    command = [sys.executable, "-c", ENCODE, str(sounds)]
    subprocess.run([*command, str(whole), str(random_weights)], check=True)

    child = subprocess.Popen([*command, str(cut), str(random_weights)])
    # Not at once: wait until something is there to be lost, then a little more.
    begun = time.monotonic()
    while not (cut / "items.parquet").exists() and time.monotonic() - begun < 60:
        time.sleep(0.01)
    time.sleep(delay_s - 1.4)
    child.send_signal(signal.SIGKILL)
    child.wait()
    half = timbrespace.open(cut)
    n_half = len(half.items)
    assert not n_half or np.isfinite(half.latents()).all()
    subprocess.run([*command, str(cut), str(random_weights)], check=True)
    assert contents(cut) == contents(whole)


def test_cancelled_it_is_usable_and_goes_on(sounds, options, monkeypatch):
    monkeypatch.setattr("timbrespace.spaces.encode.CHUNK_ITEMS", 4)
    job = Job("encode")
    job.listen(lambda j: j.cancel() if "12 of" in j.message else None)
    with pytest.raises(Cancelled):
        timbrespace.api.encode(sounds, job=job, **options)
    half = timbrespace.open(options["atlas"])
    n_done = len(half.items)
    assert 8 <= n_done < len(list(sounds.rglob("*.wav")))
    assert len(half.layout("pca")) == n_done

    grown = []
    watcher = Watcher()
    watcher.grew = lambda atlas: grown.append(len(atlas.items))
    timbrespace.api.encode(sounds, watcher=watcher, **options)
    assert grown[0] > n_done and grown == sorted(grown)


def test_a_changed_file_is_encoded_again_and_nothing_else(sounds, options, tmp_path):
    folder = tmp_path / "sounds"
    shutil.copytree(sounds, folder)
    before = timbrespace.api.encode(folder, **options)
    first, gone = before.items["path"][0], before.items["path"][5]
    changed, rate = soundfile.read(folder / before.items["path"][1])
    soundfile.write(folder / first, changed[::-1], rate)
    (folder / gone).unlink()
    shutil.copy(folder / before.items["path"][2], folder / "new.wav")

    told = []
    watcher = Watcher()
    watcher.grew = lambda atlas: told.append(len(atlas.items))
    after = timbrespace.api.encode(folder, watcher=watcher, **options)
    assert gone not in set(after.items["path"]) and "new.wav" in set(after.items["path"])
    assert len(after.items) == len(before.items) and told[-1] - told[0] <= 2
    old = dict(zip(before.items["path"], before.latents(), strict=True))
    new = dict(zip(after.items["path"], after.latents(), strict=True))
    assert not np.allclose(old[first], new[first])
    for path in set(old) & set(new) - {first}:
        np.testing.assert_array_equal(old[path], new[path])


def test_what_only_decoding_shows_is_named(options, tmp_path):
    folder = tmp_path / "sounds"
    folder.mkdir()
    tone = np.sin(np.arange(16_000) * 0.1) * 0.5
    soundfile.write(folder / "good.wav", tone, 16_000)
    soundfile.write(folder / "silent.wav", tone * 0, 16_000)
    soundfile.write(folder / "cut.flac", tone, 16_000)
    whole = (folder / "cut.flac").read_bytes()
    (folder / "cut.flac").write_bytes(whole[: len(whole) // 2])
    atlas = timbrespace.api.encode(folder, **options)
    assert atlas.items["path"].tolist() == ["good.wav"]
    reasons = dict(zip(atlas.rejects["path"], atlas.rejects["reason"], strict=True))
    assert set(reasons) == {"silent.wav", "cut.flac"}
    assert reasons["silent.wav"] == "silent" and reasons["cut.flac"].startswith("truncated")


def test_nothing_readable_says_why(options, tmp_path):
    folder = tmp_path / "sounds"
    folder.mkdir()
    (folder / "letter.wav").write_text("Dear reader")
    with pytest.raises(TimbrespaceError, match="not audio"):
        timbrespace.build(folder, **options)
    soundfile.write(folder / "silent.wav", np.zeros(16_000), 16_000)
    with pytest.raises(TimbrespaceError, match="silent"):
        timbrespace.build(folder, **options)


def test_the_map_grows_while_sounds_come_in(sounds, options, monkeypatch):
    monkeypatch.setattr("timbrespace.spaces.encode.CHUNK_ITEMS", 8)
    seen = []

    class Page(Watcher):
        def mapped(self, atlas, name):
            seen.append((name, len(atlas.map(name))))

    atlas = timbrespace.build(sounds, methods=("pca",), watcher=Page(), **options)
    sizes = [n for _, n in seen]
    assert sizes[0] <= 8 and sizes == sorted(sizes) and sizes[-1] == len(atlas.items)


def test_windows_share_the_group_of_their_file(options, tmp_path):
    folder = tmp_path / "sounds"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for name in ("a", "b"):
        soundfile.write(folder / f"{name}.wav", rng.normal(0, 0.1, 48_000), 16_000)
    atlas = timbrespace.api.encode(folder, window_s=1.0, hop_s=0.5, **options)
    assert len(atlas.items) == 10 and atlas.items["group"].nunique() == 2
    assert atlas.items["offset_s"].tolist()[:5] == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert len(np.unique(atlas.latents(), axis=0)) == 10


def test_every_pass_keeps_what_a_layer_is_compared_with(sounds, options):
    from timbrespace.api.probing import candidates_of, question_of

    atlas = timbrespace.api.encode(sounds, pool="none", **options)
    head = atlas.space().partition(":")[0]
    assert {s["id"] for s in atlas.spaces()} == {
        "descriptors", f"{head}:8:flat", f"{head}:scores", f"{head}:logmel"
    }  # fmt: skip
    assert atlas.latents("yamnet:logmel").shape == (len(atlas.items), 64)
    spaces = [atlas.space()]
    question = question_of(atlas, "material", spaces=spaces, group="id", n_folds=2)
    _, beside = candidates_of(atlas, spaces, question)
    assert beside[0].title == "log-mel"


def test_a_space_can_be_added_later(sounds, options):
    timbrespace.api.encode(sounds, **options)
    atlas = timbrespace.api.encode(sounds, space=["yamnet:embedding", "yamnet:3:flat"], **options)
    ids = [s["id"] for s in atlas.spaces()]
    assert sum(":8" in i for i in ids) == 1 and any(i.endswith(":3:flat") for i in ids)
    rows, offsets = atlas.latents(next(i for i in ids if i.endswith(":3:flat")))
    assert rows.shape[1] == 24 * 16 * 128 and offsets[-1] == len(rows)
