"""Sounds in step."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.align import at_rate, in_step


def test_channels_are_averaged_and_the_rate_changed():
    tone = np.sin(2 * np.pi * 100 * np.arange(8000) / 8000).astype(np.float32)
    there = at_rate(np.stack([tone, 3 * tone]), 8000, 16_000)
    assert there.shape == (16_000,)
    back = at_rate(there[None], 16_000, 8000)
    np.testing.assert_allclose(back[500:-500], 2 * tone[500:-500], atol=1e-3)


def test_nothing_stays_nothing():
    assert at_rate(np.zeros((1, 0), np.float32), 8000, 16_000).shape == (0,)


@pytest.mark.parametrize("delay", [0, 3, 99])
def test_a_stated_delay_is_undone(delay):
    sound = np.arange(1, 21, dtype=np.float32)
    lagging = np.concatenate([np.zeros(delay, np.float32), sound])
    np.testing.assert_array_equal(in_step(lagging, 20, delay), sound)


def test_what_is_missing_is_silent():
    assert in_step(np.ones(2, np.float32), 4).tolist() == [1, 1, 0, 0]
