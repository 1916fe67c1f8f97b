"""Twin of ``corpus/tables/columns.py``."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from timbrespace.corpus.tables.columns import most_variable, scaling_of
from timbrespace.errors import TimbrespaceError

VALUES = arrays.arrays(np.float32, (7, 3), elements=st.floats(-1e4, 1e4, width=32))


@given(VALUES)
def test_rows_that_were_fitted_on_lie_between_0_and_1(values: np.ndarray) -> None:
    values = np.concatenate([values, np.array([[-2e4] * 3, [2e4] * 3], np.float32)])
    scaling = scaling_of(values)
    scaled = scaling.scaled(values)
    assert scaled.min() == 0 and scaled.max() == 1
    back = scaling.low + scaling.span * scaled
    assert np.allclose(back, values, atol=1e-2)


def test_missing_values_lie_at_the_mean_and_others_within() -> None:
    scaling = scaling_of(np.array([[0, 1], [2, np.nan], [4, 3]], np.float32))
    assert scaling.scaled(np.array([[np.nan, np.nan]], np.float32)).tolist() == [[0.5, 0.5]]
    assert scaling.scaled(np.array([[-9, 99]], np.float32)).tolist() == [[0, 1]]


def test_columns_that_vary_most_in_their_own_order() -> None:
    rng = np.random.default_rng(0)
    spread = np.array([1, 9, 0, 5, 3], np.float32)
    values = (rng.normal(size=(50, 5)) * spread).astype(np.float32)
    assert most_variable(values, 3).tolist() == [1, 3, 4]
    # A constant column is never one of them, and neither is one that is mostly missing.
    assert most_variable(values, 9).tolist() == [0, 1, 3, 4]
    values[:30, 1] = np.nan
    assert most_variable(values, 9).tolist() == [0, 3, 4]


def test_a_table_that_never_changes() -> None:
    with pytest.raises(TimbrespaceError, match="No column"):
        most_variable(np.ones((4, 2), np.float32), 2)


@given(VALUES)
def test_only_what_lies_beyond_is_counted(values: np.ndarray) -> None:
    values = np.concatenate([values, np.array([[-2e4] * 3, [2e4] * 3], np.float32)])
    scaling = scaling_of(values)
    assert scaling.n_beyond(values) == 0
    far = np.array([[3e4, -3e4, 0], [np.nan, 0, 2.1e4]], np.float32)
    assert scaling.n_beyond(far) == 3
