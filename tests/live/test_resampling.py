"""Voices at other rates: the same tone, a stated delay, any blocks."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.live.resampling import LiveResampler


def resampled(sound, rate, block):
    resampler = LiveResampler(rate, 48_000, len(sound))
    pieces = [
        resampler.push(sound[:, begin : begin + block])
        for begin in range(0, sound.shape[1], block)
    ]
    return np.concatenate(pieces, axis=1), resampler.delay_samples / rate


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000, 96_000, 47_999])
def test_a_tone_stays_that_tone_as_late_as_stated(rate):
    t = np.arange(rate // 2) / rate
    sound = np.sin(2 * np.pi * 1_000 * t)[None].astype(np.float32)
    made, delay_s = resampled(sound, rate, 333)
    assert abs(made.shape[1] - 24_000) <= 1
    at = np.arange(3_000, 23_000)
    wanted = np.sin(2 * np.pi * 1_000 * (at / 48_000 - delay_s))
    np.testing.assert_allclose(made[0, at], wanted, atol=2e-5)
    assert delay_s <= 0.0021


@pytest.mark.parametrize("rate", [16_000, 22_050, 96_000])
@pytest.mark.parametrize("block", [1, 64, 1_000])
def test_any_blocks_give_the_same_samples(rate, block):
    sound = np.random.default_rng(0).normal(0, 1, (2, 2_000)).astype(np.float32)
    made, _ = resampled(sound, rate, block)
    whole, _ = resampled(sound, rate, 2_000)
    np.testing.assert_allclose(made, whole, atol=1e-6)


def test_nothing_folds_back():
    """A tone above what the lower rate can carry is gone: 80 dB and more."""
    t = np.arange(96_000) / 96_000
    sound = np.sin(2 * np.pi * 30_000 * t)[None].astype(np.float32)
    made, _ = resampled(sound, 96_000, 512)
    assert np.abs(made[0, 1_000:-1_000]).max() < 1e-4
