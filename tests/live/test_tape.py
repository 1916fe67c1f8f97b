"""Performances: what was heard and how it was played, written, and played again."""

from __future__ import annotations

import time

import numpy as np
import pytest
import soundfile

from tests.live.world import LinearSurrogate, ToneVoice, rendered
from timbrespace.errors import TimbrespaceError
from timbrespace.live.engine import Engine
from timbrespace.live.trajectory import read_trajectory

SECOND = 48_000


def notices(engine):
    return [each["text"] for each in engine.snapshot()["notices"]]


def perform(engine):
    """A second of play, recorded; gives what was rendered meanwhile."""
    engine.apply({"do": "play"})
    engine.apply({"do": "record", "on": True})
    while not engine.snapshot()["recording"]:
        time.sleep(0.005)
    made = []
    for i in range(10):
        engine.apply({"do": "latents", "values": [0.05 * i, 0.3]})
        made.append(rendered(engine, SECOND // 10, 333))
    engine.apply({"do": "record", "on": False})
    rendered(engine, 64)
    until = time.monotonic() + 5
    while not any("Recorded" in text or "failed" in text for text in notices(engine)):
        assert time.monotonic() < until
        time.sleep(0.01)
    return np.concatenate(made, axis=1)


@pytest.mark.parametrize("inline", [True, False])
def test_the_wav_is_what_was_heard(tmp_path, inline):
    with Engine(ToneVoice(), folder=tmp_path / "new", inline=inline) as engine:
        heard = perform(engine)
    wav, rate = soundfile.read(tmp_path / "new" / "test-tone-001.wav", dtype="float32")
    assert rate == SECOND
    # Off the thread, it ends with the block in which that was heard of.
    assert heard.shape[1] <= len(wav) <= heard.shape[1] + 64
    np.testing.assert_allclose(wav.T[:, : heard.shape[1]], heard, atol=2**-15)


@pytest.mark.parametrize("hop, rate", [(256, 48_000), (320, 16_000)])
def test_a_trajectory_played_again_by_the_same_voice_gives_the_same_sound(tmp_path, hop, rate):
    def engine():
        made = Engine(ToneVoice(hop=hop, sample_rate=rate), folder=tmp_path, inline=True)
        made.apply({"do": "latents", "values": [0.0, 0.3]})
        return made

    with engine() as first:
        heard = perform(first)
    with engine() as second:
        second.apply({"do": "replay", "name": "test-tone-001"})
        second.apply({"do": "play"})
        again = rendered(second, SECOND, 512)
        assert "the latents as they are" in notices(second)[-1]
    n = SECOND - 4_800
    np.testing.assert_allclose(again[:, :n], heard[:, :n], atol=2e-3)


def test_words_are_kept_with_the_latents(tmp_path):
    voice = ToneVoice()
    with Engine(voice, LinearSurrogate(voice), folder=tmp_path, inline=True) as engine:
        engine.apply({"do": "play"})
        engine.apply({"do": "record", "on": True})
        rendered(engine, 4_800)
        engine.apply({"do": "word", "name": "height", "value": 20})
        rendered(engine, 4_800)
        engine.apply({"do": "free", "name": "height"})
        rendered(engine, 4_800)
    (passage,) = read_trajectory(tmp_path / "test-tone-001.parquet")
    height = passage.words["height"]
    during = (passage.time_s > 0.102) & (passage.time_s < 0.2)
    assert (height[during] == 20).all() and during.sum() > 10
    assert np.isnan(height[~during & ((passage.time_s < 0.1) | (passage.time_s > 0.21))]).all()
    assert np.allclose(np.diff(passage.time_s), 256 / SECOND)


def test_a_change_of_voice_is_part_of_the_performance(tmp_path):
    other = ToneVoice("other", sample_rate=24_000, dims=("level", "pitch", "more"))
    how = {"folder": tmp_path, "inline": True, "opener": lambda _: (other, None)}
    with Engine(ToneVoice(), **how) as engine:
        engine.apply({"do": "play"})
        engine.apply({"do": "record", "on": True})
        rendered(engine, 9_600)
        engine.apply({"do": "voice", "id": "test:other"})
        rendered(engine, 9_600)
    first, second = read_trajectory(tmp_path / "test-tone-001.parquet")
    assert first.usual.voice == "test:tone" and second.usual.voice == "test:other"
    assert first.latents.shape[1] == 2 and second.latents.shape[1] == 3
    assert first.time_s[-1] < second.time_s[0] + 256 / SECOND
    with Engine(ToneVoice(), folder=tmp_path, inline=True) as again:
        again.apply({"do": "replay", "name": "test-tone-001"})
        again.apply({"do": "play"})
        assert np.abs(rendered(again, 19_200)).max() > 0.01


def test_another_voice_plays_it_by_words(tmp_path):
    voice, other = ToneVoice(), ToneVoice("other", hop=480)
    with Engine(voice, LinearSurrogate(voice), folder=tmp_path, inline=True) as engine:
        engine.apply({"do": "word", "name": "height", "value": 10})
        engine.apply({"do": "play"})
        engine.apply({"do": "record", "on": True})
        rendered(engine, 9_600)
        engine.apply({"do": "word", "name": "height", "value": 20})
        rendered(engine, 9_600)
    surrogate = LinearSurrogate(other, scales=(50.0, 60.0))
    with Engine(other, surrogate, folder=tmp_path, inline=True) as again:
        again.apply({"do": "replay", "name": "test-tone-001", "by": "words"})
        again.apply({"do": "play"})
        rendered(again, 9_000)
        assert again.snapshot()["latents"][0] == pytest.approx(0.2, abs=0.01)
        rendered(again, 10_000)
        assert again.snapshot()["latents"][0] == pytest.approx(0.4, abs=0.02)


def test_the_hand_takes_over_from_a_replay(tmp_path):
    with Engine(ToneVoice(), folder=tmp_path, inline=True) as engine:
        perform(engine)
        engine.apply({"do": "replay", "name": "test-tone-001"})
        rendered(engine, 9_600)
        engine.apply({"do": "latents", "values": [0.11, 0.12]})
        rendered(engine, 19_200)
        assert engine.snapshot()["latents"] == pytest.approx([0.11, 0.12], abs=1e-3)


@pytest.mark.parametrize("name", ["../secret", "nothing", "/etc/passwd"])
def test_only_performances_of_the_folder_are_replayed(tmp_path, name):
    engine = Engine(ToneVoice(), folder=tmp_path / "in", inline=True)
    with pytest.raises(TimbrespaceError):
        engine.apply({"do": "replay", "name": name})


def test_a_disk_that_fails_is_said_and_the_sound_goes_on(tmp_path):
    (tmp_path / "file").write_text("")
    with Engine(ToneVoice(), folder=tmp_path / "file") as engine:
        engine.apply({"do": "play"})
        engine.apply({"do": "record", "on": True})
        time.sleep(0.1)
        rendered(engine, 4_800)
        engine.apply({"do": "record", "on": False})
        time.sleep(0.1)
        assert np.abs(rendered(engine, 4_800)).max() > 0.01
        until = time.monotonic() + 5
        while not notices(engine) and time.monotonic() < until:
            time.sleep(0.01)
        assert "The recording failed" in notices(engine)[-1]


def test_a_performance_that_is_too_long_for_a_wav_ends_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("timbrespace.live.tape.MOST_S", 0.5)
    monkeypatch.setattr("timbrespace.live.studio.MOST_S", 0.5)
    with Engine(ToneVoice(), folder=tmp_path, inline=True) as engine:
        perform(engine)
        assert "It was ended" in notices(engine)[-1]
    wav, _ = soundfile.read(tmp_path / "test-tone-001.wav")
    assert 0.5 * SECOND <= len(wav) <= 0.55 * SECOND
    assert read_trajectory(tmp_path / "test-tone-001.parquet")
