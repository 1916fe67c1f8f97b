"""Mel frames are those that the generator was trained on."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.playing.hifigan.mel import (
    FLOOR,
    HOP,
    N_MELS,
    RATE_HZ,
    filters,
    hz_to_mel,
    mel_frames,
    mel_to_hz,
)


def test_the_scale_is_slaneys():
    # Auditory Toolbox (1998): 1,000 Hz is 15, and 6,400 Hz 27 steps above it.
    assert hz_to_mel(1_000.0) == pytest.approx(15.0) and hz_to_mel(6_400.0) == pytest.approx(42.0)
    every = np.array([0.0, 100.0, 999.0, 1_001.0, 7_999.0])
    assert mel_to_hz(np.array([hz_to_mel(hz) for hz in every])) == pytest.approx(every)


def test_triangles_have_an_area_of_one():
    wide = filters()[50:]  # Narrow ones are sampled too coarsely to be summed.
    assert wide.sum(axis=1) * RATE_HZ / 1024 == pytest.approx(np.ones(30), abs=0.02)
    assert filters().shape == (N_MELS, 513) and not filters()[:, 372:].any()


def test_a_tone_lies_in_its_band():
    tone = np.sin(2 * np.pi * 1_000 * np.arange(RATE_HZ) / RATE_HZ).astype(np.float32)
    band = int(np.median(mel_frames(tone).argmax(axis=1)))
    step = hz_to_mel(8_000.0) / (N_MELS + 1)
    assert abs(band - (15.0 / step - 1)) < 1


def test_twice_as_loud_is_log_two_more():
    sound = np.random.default_rng(0).normal(size=5_000).astype(np.float32)
    difference = mel_frames(2 * sound) - mel_frames(sound)
    assert difference == pytest.approx(np.full_like(difference, np.log(2)), abs=1e-4)


@pytest.mark.parametrize("n", [0, 1, 100, HOP, HOP + 1, 5_000])
def test_every_hop_has_a_frame(n):
    frames = mel_frames(np.zeros(n, np.float32))
    assert frames.shape == (-(-n // HOP), N_MELS)
    assert np.all(frames == np.float32(FLOOR))
