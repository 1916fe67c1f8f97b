"""Rings are read between samples, and their delays glide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.effects.mda.loops import aim, read, ring_length


def aimed(delay):
    wholes, taps = np.zeros(1, np.int64), np.zeros((1, 4))
    moving = aim(np.array([-1.0]), np.array([delay]), 0.1, wholes, taps)
    return wholes[0], taps[0], moving


@given(st.floats(2.0, 50.0))
def test_a_cubic_is_read_as_it_is(delay):
    ring = np.array([(0.01 * (n - 40)) ** 3 + 0.1 * n for n in range(64)])
    whole, taps, moving = aimed(delay)
    at = 60 - delay
    assert not moving
    assert read(ring, 60 - whole, taps) == pytest.approx((0.01 * (at - 40)) ** 3 + 0.1 * at)


def test_a_moved_delay_gets_there_and_no_farther():
    delays, wholes, taps = np.array([10.0]), np.zeros(1, np.int64), np.zeros((1, 4))
    path = []
    while aim(delays, np.array([20.0]), 0.01, wholes, taps):
        path.append(delays[0])
    assert path == sorted(path) and delays[0] == 20.0
    assert max(np.diff(path)) <= 0.1


@given(st.floats(1.0, 1e6))
def test_a_ring_is_a_power_of_two_that_holds_the_delay(longest):
    length = ring_length(longest)
    assert length & (length - 1) == 0 and length >= longest + 4
