"""Means and scales of rows that stream by."""

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.projection.moments import Moments, axes_of


def counted(rows, n=100):
    moments = Moments()
    for start in range(0, len(rows), n):
        moments.add(rows[start : start + n].copy())
    return moments


def test_they_are_those_of_all_rows_even_far_from_zero():
    rows = np.random.default_rng(0).normal(1000, 0.5, (5000, 7)).astype(np.float32)
    found = counted(rows)
    exact = rows.astype(np.float64)
    np.testing.assert_allclose(found.mean, exact.mean(0), rtol=1e-6)
    np.testing.assert_allclose(found.scale, exact.std(0), rtol=1e-4)


def test_a_dim_that_does_not_move_is_measured_in_the_usual_scale():
    rows = np.random.default_rng(0).normal(0, 2, (400, 9)).astype(np.float32)
    rows[:, 3] = 5
    rows[:, 4] = 0
    rows[7, 4] = 1e-4
    scale = counted(rows).scale
    assert scale[3] == scale[4] == pytest.approx(np.sqrt(4 * 7 / 9), rel=0.1)


def test_one_row_is_too_few():
    with pytest.raises(TimbrespaceError, match="at least two"):
        _ = counted(np.ones((1, 3), np.float32)).scale


def test_axes_are_in_order_with_fixed_signs_and_without_rounding():
    moments = counted(np.random.default_rng(0).normal(0, 1, (50, 4)).astype(np.float32))
    vectors = np.array([[0, -1, 0], [-1, 0, 0], [0, 0, 1], [0, 0, 0.0]])
    found = axes_of(moments, vectors, np.array([1.0, 3.0, 1e-9]))
    assert found.axes.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0]]
    assert found.variances.tolist() == [3.0, 1.0]
