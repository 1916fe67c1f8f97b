"""Drawn settings fill the range evenly."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.catalogue import own
from timbrespace.effects.drawing import draw_settings


@pytest.mark.parametrize("n", [1, 100, 1_000])
def test_each_sixteenth_of_each_setting_gets_its_share(n):
    theta = draw_settings(own("delay"), n, 3)
    assert theta.shape == (n, 5)
    assert theta.min() >= 0.02 and theta.max() <= 0.98
    for column in theta.T:
        counts = np.histogram(column, 16, (0.02, 0.98))[0]
        assert np.abs(counts - n / 16).max() <= 8


def test_the_same_seed_gives_the_same_and_more_go_on_from_fewer():
    effect = own("delay")
    many = draw_settings(effect, 1_000, 1)
    assert np.array_equal(draw_settings(effect, 300, 1), many[:300])
    assert not np.array_equal(draw_settings(effect, 300, 2), many[:300])


def test_none_are_none():
    assert draw_settings(own("delay"), 0, 0).shape == (0, 5)
