"""Levels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.audio.measure import SILENT_PEAK_DBFS, is_silent, peak, peak_dbfs


@given(st.lists(st.floats(-4, 4, width=32), max_size=50))
def test_peak_is_the_largest_magnitude(values):
    assert peak(np.array([values], np.float32)) == max(map(abs, values), default=0.0)


@pytest.mark.parametrize("over_db", [-20.0, -0.01, 0.01, 40.0])
def test_silence_ends_at_the_threshold(over_db):
    level = 10 ** ((SILENT_PEAK_DBFS + over_db) / 20)
    assert is_silent(level) == (over_db < 0)
    assert peak_dbfs(level) == pytest.approx(SILENT_PEAK_DBFS + over_db)


def test_nothing_is_silent():
    assert is_silent(0.0) and peak_dbfs(0.0) == -math.inf
