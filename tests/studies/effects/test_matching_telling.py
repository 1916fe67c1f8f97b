"""Means over items, intervals over groups."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.studies.effects.matching_telling import Telling

VALUES = np.array([0.0, 0.0, 1.0, 1.0, 0.5, 0.5])


def test_whole_groups_are_drawn():
    apart = Telling(tuple("abcdef"), "a command")("gain", {"row": "x"}, VALUES)
    together = Telling(tuple("aabbcc"))("gain", {"row": "x"}, VALUES)
    for each in (apart, together):
        assert each.value == pytest.approx(0.5) and each.low < 0.5 < each.high
    assert together.high - together.low > apart.high - apart.low
    assert (apart.n_groups, together.n_groups, apart.command) == (6, 3, "a command")


def test_what_was_not_scored_is_left_out():
    found = Telling(tuple("abcd"))("gain", {}, np.array([1.0, np.nan, 3.0, np.nan]))
    assert found.value == 2 and np.isfinite([found.low, found.high]).all()
