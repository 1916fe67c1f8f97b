"""Blocks through a stream: the delay is taken off, tails are kept where they are wanted."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.base import defaults
from timbrespace.effects.catalogue import own
from timbrespace.effects.flowing import flowing
from timbrespace.effects.presets import settings_of


class Late:
    """Gives what it was given, some samples later, and then rings on."""

    grain_samples = 64

    def __init__(self, delay, tail):
        self.delay_samples, self.tail_samples = delay, tail
        self._waiting = np.zeros((1, delay), np.float32)

    def process(self, block, theta):
        joined = np.concatenate([self._waiting, block], axis=1)
        n = block.shape[1]
        self._waiting = joined[:, n:]
        return joined[:, :n]


@pytest.mark.parametrize("delay", [0, 5, 1_000, 20_000])
@pytest.mark.parametrize("sizes", [[3_000], [1, 999, 2_000], [20_000, 17]])
def test_what_comes_out_begins_where_what_went_in_began(delay, sizes):
    blocks = [np.full((1, n), i + 1, np.float32) for i, n in enumerate(sizes)]
    made = np.concatenate(list(flowing(Late(delay, 0), blocks, np.zeros(0))), axis=1)
    assert np.array_equal(made, np.concatenate(blocks, axis=1))


def test_a_tail_is_kept_until_it_is_quiet_and_only_where_wanted():
    delay = own("delay")
    theta = settings_of(delay, {"left": 50, "right": 100, "feedback": 50, "mix": 100})
    x = np.ones((2, 1_000), np.float32)
    cut = list(flowing(delay.stream(16_000), [x], theta))
    whole = np.concatenate(list(flowing(delay.stream(16_000), [x], theta, tail=True)), axis=1)
    assert sum(each.shape[1] for each in cut) == 1_000
    assert 8_000 < whole.shape[1] < 40_000
    assert np.abs(whole[:, -800:]).max() < 0.01


def test_nothing_gives_nothing():
    effect = own("overdrive")
    assert list(flowing(effect.stream(16_000), [], defaults(effect), tail=True)) == []
