"""timbrespace play, into files and as far as a machine without a sound device goes."""

from __future__ import annotations

import socket
import time

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tests.app.toys import make_atlas
from timbrespace.app import server
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.live.osc import OscPort, datagram


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def run(*words, fails=None):
    found = CliRunner().invoke(app, ["play", *map(str, words)])
    if fails is not None:
        assert isinstance(found.exception, TimbrespaceError), found.output
        assert fails in str(found.exception)
    else:
        assert found.exit_code == 0, found.output + str(found.exception)
    return found.output


def loudness_db(path):
    sound, _ = soundfile.read(path)
    return 20 * np.log10(np.sqrt(np.mean(sound[24_000:] ** 2)))


def test_a_file_of_the_shipped_voice_by_its_words(tmp_path):
    said = run("--out", "quiet.wav", "--seconds", 1, "--set", "loudness_lufs=-45")
    assert "quiet.wav: 1.00 s at 48000 Hz, by stream:bells" in said
    run("--out", "loud.wav", "--seconds", 1, "--set", "loudness_lufs=-25")
    assert loudness_db("loud.wav") > loudness_db("quiet.wav") + 8


def test_what_is_out_of_reach_is_said():
    said = run("--out", "a.wav", "--seconds", 1, "--set", "brightness=300", "--set", "depth=20")
    assert "Brightness is out of reach here: about 7" in said
    assert "Depth" not in said


def test_a_performance_is_recorded_and_replayed():
    run("--out", "first.wav", "--seconds", 1, "--set", "z2=1", "--record")
    said = run("--out", "again.wav", "--replay", "performances/stream-bells-001.parquet")
    assert "the latents as they are" in said
    first, _ = soundfile.read("first.wav")
    again, _ = soundfile.read("again.wav")
    n = len(again)
    assert 0.9 * 48_000 < n <= len(first)
    np.testing.assert_allclose(again[4_800 : n - 4_800], first[4_800 : n - 4_800], atol=1e-3)


@pytest.mark.parametrize(
    "words, why",
    [
        (["--atlas", "nowhere.atlas"], "nowhere.atlas"),
        (["--atlas", "nowhere.atlas", "--out", "a.wav"], "without a map"),
        (["--set", "brightness"], "sets nothing"),
        (["--set", "nothing=1"], "no word and no dim 'nothing'"),
        (["nowhere:else"], "nowhere:else"),
        (["--replay", "missing.parquet"], "no trajectory"),
        (["--out", "no/such/folder.wav"], "no folder"),
        (["--out", "a.wav", "--seconds", "-1"], "no samples"),
        (["--out", "a.wav", "--gain-db", "99"], "'gain'"),
        (["--osc", "70000", "--device", "default"], "70000"),
        (["--osc-to", "nowhere", "--device", "default"], "127.0.0.1:9001"),
    ],
)
def test_errors_help(words, why):
    run(*words, fails=why)


def test_a_device_is_played_until_ctrl_c_and_the_delay_is_told(monkeypatch):
    from timbrespace.live import device

    def play(engine, until, *, watch, device):
        assert device == 3
        engine.count_underruns(2)
        watch()
        raise KeyboardInterrupt

    monkeypatch.setattr(device, "play_on_device", play)
    said = run("--device", 3)
    assert "2 under-runs so far" in said
    assert "Under-runs: 2. Delay: model " in said


def test_the_page_is_what_opens_otherwise(monkeypatch):
    served = {}

    def serve(backend, **how):
        served.update(how)
        served["voice"] = backend.instrument.engine.snapshot()["voice"]["id"]

    monkeypatch.setattr(server, "serve", serve)
    run("--no-open", "--port", 8799)
    assert served["voice"] == "stream:bells" and served["port"] == 8799


def test_a_voice_is_played_beside_a_map_and_by_osc(monkeypatch, tmp_path):
    """The page has the map; what OSC moves is what the page plays."""
    atlas = make_atlas(tmp_path)
    ports, seen = [], {}
    begin = OscPort.__enter__

    def note(port):
        ports.append(port.port)
        return begin(port)

    def serve(backend, **how):
        engine = backend.instrument.engine
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            message = datagram("/timbrespace/word/brightness", 50.0)
            out.sendto(message, ("127.0.0.1", ports[0]))
        until = time.monotonic() + 20
        while not engine.snapshot()["undo"] and time.monotonic() < until:
            time.sleep(0.02)
        words = {word["name"]: word["wanted"] for word in engine.snapshot()["words"]}
        seen.update(n_items=backend.n_items, wanted=words["brightness"])

    monkeypatch.setattr(OscPort, "__enter__", note)
    monkeypatch.setattr(server, "serve", serve)
    said = run("--atlas", atlas.store.path, "--sounds", atlas.sounds, "--osc", 0, "--no-open")
    assert seen == {"n_items": len(atlas.items), "wanted": 50.0}
    assert "press K" in said
