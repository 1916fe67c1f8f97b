"""The shipped voice is whole, says what it is, and sounds."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.trained.installed import VOICES
from timbrespace.spaces.trained.opening import open_space

RATE_HZ = 48_000


@pytest.fixture(scope="module")
def bells():
    return open_space(VOICES / "bells")


def test_it_hears_and_speaks_without_pytorch(bells):
    t = np.arange(RATE_HZ) / RATE_HZ
    note = (0.4 * np.exp(-4 * t) * np.sin(2 * np.pi * 523.25 * t)).astype(np.float32)[None]
    said = bells.decode(bells.encode(note, RATE_HZ))[0, bells.delay_samples :][:RATE_HZ]
    assert np.isfinite(said).all() and 0.05 < np.abs(said).max() < 1.0
    spectrum = np.abs(np.fft.rfft(said[4_800:28_800] * np.hanning(24_000), 8 * 24_000))
    heard_hz = spectrum.argmax() * RATE_HZ / (8 * 24_000)
    assert abs(1200 * np.log2(heard_hz / 523.25)) < 50  # It was trained on notes, not on sines.


def test_its_delay_is_short_enough_to_play(bells):
    assert bells.delay_samples + bells.hop <= 0.02 * RATE_HZ and bells.hop <= 256


def test_a_held_latent_sounds_on_and_differs_along_the_first_dim(bells):
    low, high = (np.zeros((200, len(bells.dims)), np.float32) for _ in range(2))
    low[:, 0], high[:, 0] = bells.dims[0].low, bells.dims[0].high
    levels = [np.sqrt(np.mean(bells.decode(z)[0, 9_600:] ** 2)) for z in (low, high)]
    assert bells.dims[0].name == "loudness" and levels[1] > 4 * levels[0]


def test_silence_stays_quiet(bells):
    silence = np.zeros((1, RATE_HZ), np.float32)
    said = bells.decode(bells.encode(silence, RATE_HZ))
    assert np.abs(said).max() < 1e-3
