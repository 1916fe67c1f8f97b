"""Mixtures of encoded sounds: their lengths, what is decoded of them, and in which file."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from timbrespace.api.blend import LOOK_AHEAD_S, Blend, Decoded, decoded
from timbrespace.spaces.base import Dim


class Ones:
    """One dim, a frame each 100 samples; remembers how many frames it was given."""

    id, kind, name, model_hash = "ones:x", "ones", "x", ""
    sample_rate, hop, dims, delay_samples = 10_000, 100, (Dim("level"),), 30

    def __init__(self):
        self.n_frames: list[int] = []

    def encode(self, audio, sample_rate):
        raise NotImplementedError

    def decode(self, latents):
        self.n_frames.append(len(latents))
        late = np.zeros(self.delay_samples, np.float32)
        return np.concatenate([late, np.repeat(latents[:, 0], self.hop)])[None]


def track(level, n_frames):
    return np.full((n_frames, 1), level, np.float32)


@pytest.fixture
def space():
    return Ones()


@pytest.fixture
def padded(space):
    """1 s and 3 s, both as tracks of 3 s."""
    tracks = (track(0.2, 310), track(0.6, 310))
    return Blend(space, ("a", "b"), "pad", tracks, (10_000, 30_000))


@pytest.mark.parametrize(("at", "seconds", "level"), [(0, 1, 0.2), (0.5, 2, 0.4), (1, 3, 0.6)])
def test_length_and_sound_lie_between_those_of_the_ends(padded, at, seconds, level):
    found = padded.sound(at=at)
    assert found.duration_s == pytest.approx(seconds)
    assert found.audio[0, 100:5_000] == pytest.approx(level, abs=1e-6)


def test_only_what_is_heard_is_decoded_and_a_little_beyond(padded, space):
    padded.sound(at=0)
    beyond = space.delay_samples + LOOK_AHEAD_S * space.sample_rate
    assert 100 + beyond / space.hop <= space.n_frames[-1] <= 102 + beyond / space.hop


def test_a_stretched_sound_is_decoded_whole(space):
    tracks = (track(0.2, 110), track(0.6, 310))
    blend = Blend(space, ("a", "b"), "stretch", tracks, (10_000, 30_000))
    assert blend.sound(at=0.5).duration_s == pytest.approx(2)
    assert space.n_frames == [210]


def test_the_more_goes_on_the_longer_it_fades(padded):
    def half_way_down_s(at):
        audio = padded.sound(at=at).audio[0]
        return np.flatnonzero(audio >= 0.5 * audio[5_000])[-1] / 10_000 - len(audio) / 10_000

    fades = [half_way_down_s(at) for at in (0.0, 0.3, 0.6)]
    assert fades[0] > fades[1] > fades[2]
    assert fades[0] == pytest.approx(-0.005, abs=2e-3)
    assert fades[2] == pytest.approx(-0.6 * 0.15, abs=5e-3)


def test_the_delay_is_taken_off(space):
    found = decoded(space, track(0.5, 20), 1_500)
    assert found.audio.shape == (1, 1_500)
    assert found.audio[0, 20] == pytest.approx(0.5)


def test_what_is_written_is_what_there_is(tmp_path):
    audio = np.linspace(-0.5, 0.5, 800, dtype=np.float32)[None]
    Decoded(audio, 8_000, 0.0).write(tmp_path / "x.wav")
    samples, rate = soundfile.read(tmp_path / "x.wav")
    assert rate == 8_000
    assert samples == pytest.approx(audio[0], abs=1e-4)
