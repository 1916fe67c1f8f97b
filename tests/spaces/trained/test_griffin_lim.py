"""Phases are found that fit the magnitudes, the same ones for the same seed."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.trained.griffin_lim import griffin_lim
from timbrespace.spaces.trained.stft import Stft

STFT = Stft(n_fft=512, hop=128, window=512)


def chirp():
    time = np.arange(64 * 128) / 8_000
    return (0.5 * np.sin(2 * np.pi * (200 + 300 * time) * time)).astype(np.float32)


def inconsistency(sound, magnitudes):
    made = np.abs(STFT.spectrum(sound))
    return float(np.linalg.norm(made - magnitudes) / np.linalg.norm(magnitudes))


def test_it_comes_near_and_more_rounds_come_nearer():
    magnitudes = np.abs(STFT.spectrum(chirp()))
    apart = [
        inconsistency(griffin_lim(magnitudes, STFT, n_rounds=n), magnitudes) for n in (0, 4, 60)
    ]
    assert apart == sorted(apart, reverse=True)
    assert apart[-1] < 0.15


def test_the_same_seed_gives_the_same_sound():
    magnitudes = np.abs(STFT.spectrum(chirp()))
    first, again, other = (griffin_lim(magnitudes, STFT, n_rounds=3, seed=s) for s in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_silence_stays_silent():
    sound = griffin_lim(np.zeros((257, 9), np.float32), STFT)
    assert sound.shape == (8 * 128,) and not sound.any()
