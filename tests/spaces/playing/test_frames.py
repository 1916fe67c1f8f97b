"""Sounds as a voice hears them: drawn at random, at most so long, unreadable ones passed over."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.audio.write import write_wav
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.spaces.base import Dim
from timbrespace.spaces.playing.frames import frames_of, usual_frames


class Counting:
    """A space whose latent is a sound's level, one frame every 100 samples."""

    id, dims = "counting:here", (Dim("level"),)

    def __init__(self) -> None:
        self.heard_s: list[float] = []

    def encode(self, audio, sample_rate):
        self.heard_s.append(audio.shape[1] / sample_rate)
        return np.abs(audio[0, : audio.shape[1] // 100 * 100]).reshape(-1, 100).mean(1)[:, None]


@pytest.fixture
def folder(tmp_path):
    for i in range(6):
        level = np.full((1, 4_000), 0.1 * (i + 1), np.float32)
        write_wav(tmp_path / f"{i}.wav", level, 8_000)
    return tmp_path


def test_frames_are_those_of_the_sounds(folder):
    frames = frames_of(Counting(), folder)
    assert frames.shape == (6 * 40, 1)
    assert sorted({round(float(x), 1) for x in frames[:, 0]}) == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]


def test_only_so_much_is_heard_and_the_draw_repeats(folder):
    ear = Counting()
    first = frames_of(ear, folder, most_s=0.9, n_frames=50)
    assert ear.heard_s == [0.5, 0.5] and len(first) == 50
    assert np.array_equal(first, frames_of(Counting(), folder, most_s=0.9, n_frames=50))
    others = [frames_of(Counting(), folder, most_s=0.9, n_frames=50, seed=s) for s in (1, 2, 3)]
    assert any(not np.array_equal(first, other) for other in others)


def test_no_sound_outweighs_the_others():
    ear = Counting()
    usual_frames(ear.encode, [(np.ones((1, 100_000), np.float32), 1_000)], 1)
    assert ear.heard_s == [10.0]


def test_no_sounds_have_no_frames():
    assert usual_frames(Counting().encode, [], 1).shape == (0, 1)


def test_what_breaks_off_is_passed_over(folder):
    whole = (folder / "3.wav").read_bytes()
    (folder / "3.wav").write_bytes(whole[: len(whole) // 2])
    assert 5 * 40 <= len(frames_of(Counting(), folder)) < 6 * 40


def test_a_voice_that_only_speaks_says_so(folder):
    class Mute:
        id, dims = "mute", (Dim("z"),)

    with pytest.raises(TimbrespaceError, match="can't hear"):
        frames_of(Mute(), folder)


def test_a_stop_is_heard(folder):
    job = Job("encode")
    job.cancel()
    with pytest.raises(Cancelled):
        frames_of(Counting(), folder, job=job)
