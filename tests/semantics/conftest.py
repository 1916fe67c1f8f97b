"""Signals with known answers."""

from __future__ import annotations

import numpy as np
import pytest


def make_sine(hz, sample_rate=44_100, seconds=1.0, peak=1.0):
    """A sine ``(1, 1, T)`` in double precision."""
    time_s = np.arange(round(seconds * sample_rate)) / sample_rate
    return peak * np.sin(2 * np.pi * hz * time_s)[None, None]


def make_harmonic(hz, sample_rate=44_100, seconds=1.0, partials=20):
    """A tone ``(1, 1, T)`` of partials below Nyquist, as 1 / n, in scattered phases."""
    partials = [n for n in range(1, partials + 1) if n * hz < 0.45 * sample_rate]
    time_s = np.arange(round(seconds * sample_rate)) / sample_rate
    wave = sum(np.sin(2 * np.pi * n * hz * time_s + 2.4 * n * n) / n for n in partials)
    return 0.2 * wave[None, None]


def make_noise(seconds=1.0, sample_rate=44_100, batch=1, channels=1, seed=0):
    """White noise ``(B, C, T)`` of deviation 0.1."""
    rng = np.random.default_rng(seed)
    return 0.1 * rng.normal(size=(batch, channels, round(seconds * sample_rate)))


@pytest.fixture
def sine():
    """:func:`make_sine`, for tests to call with what they need."""
    return make_sine


@pytest.fixture
def harmonic():
    """:func:`make_harmonic`, likewise."""
    return make_harmonic


@pytest.fixture
def noise():
    """:func:`make_noise`, likewise."""
    return make_noise
