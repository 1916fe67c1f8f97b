"""An effect that fails falls silent, and comes back."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.rack.world import RATE_HZ, Amplifier
from timbrespace.live.rack.guarded import Guarded

THETA = np.array([0.25, 0.5])


@pytest.fixture
def effect():
    return Amplifier()


def guarded(effect):
    return Guarded(effect.stream(RATE_HZ, 1), RATE_HZ, 1)


def ones(n=480):
    return np.ones((1, n), np.float32)


def test_what_is_well_passes_to_the_bit(effect):
    np.testing.assert_array_equal(guarded(effect).process(ones(), THETA), ones())


def test_a_failure_is_a_short_fall_a_reason_and_a_way_back(effect):
    path = guarded(effect)
    path.process(ones(), THETA)
    effect.fails = "it crashed"
    fall = path.process(ones(), THETA)[0]
    assert fall[0] > 0.9 and np.abs(fall[-1]) < 0.01 and np.abs(np.diff(fall)).max() < 0.02
    assert path.problem == "it crashed" and path.failures == 1
    effect.fails = ""
    heard = [path.process(ones(), THETA)[0] for _ in range(20)]
    first = next(i for i, block in enumerate(heard) if block.max() > 0.01 and i > 2)
    assert first >= 9  # a rest of 0.1 s
    assert heard[first][0] == 0 and heard[first][-1] == 1 and path.problem == ""


def test_what_fails_for_long_is_tried_less_and_less(effect):
    path = guarded(effect)
    effect.fails = "no"
    for _ in range(500):  # five seconds
        path.process(ones(), THETA)
    assert 4 <= path.failures <= 8


@pytest.mark.parametrize("wrong", [np.full((1, 480), np.nan, np.float32), np.zeros((2, 480))])
def test_no_numbers_and_wrong_shapes_are_failures(effect, wrong, monkeypatch):
    path = guarded(effect)
    monkeypatch.setattr(effect.streams[0], "process", lambda block, theta: wrong)
    assert not path.process(ones(), THETA).any() and path.problem


def test_what_is_absurdly_loud_is_cut(effect, monkeypatch):
    path = guarded(effect)
    loud = np.full((1, 480), 3e38, np.float32)
    monkeypatch.setattr(effect.streams[0], "process", lambda block, theta: loud)
    assert path.process(ones(), THETA).max() == 16.0
