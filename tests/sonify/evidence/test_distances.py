"""Distances agree with themselves, not with noise, and not with what a group shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.evidence.distances import agree, filled, standardised

ROWS = np.random.default_rng(0).normal(size=(24, 3))
QUICK = {"n_permutations": 99, "n_bootstraps": 60}


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_units_signs_and_order_of_dims_do_not_matter(seed):
    rng = np.random.default_rng(seed)
    other = ROWS[:, rng.permutation(3)] * rng.uniform(0.1, 9, 3) * rng.choice([-1, 1], 3)
    found = agree(ROWS, other + 7, range(24), n_permutations=9, n_bootstraps=5)
    assert found.spearman.value == pytest.approx(1.0)


def test_agreement_falls_with_noise():
    noise = np.random.default_rng(1).normal(size=ROWS.shape)
    values = [agree(ROWS, ROWS + s * noise, range(24), **QUICK).spearman.value for s in (0, 1, 30)]
    assert values[0] > values[1] > values[2]
    nothing = agree(ROWS, noise, range(24), **QUICK)
    assert nothing.p > 0.05 and nothing.spearman.low < 0 < nothing.spearman.high
    assert agree(ROWS, ROWS, range(24), **QUICK).p == pytest.approx(0.01)


def test_copies_in_a_group_count_once():
    groups = np.repeat(np.arange(24), 4)
    found = agree(ROWS[groups], ROWS[groups], groups, **QUICK)
    assert (found.n_items, found.n_groups) == (96, 24)
    noise = np.random.default_rng(2).normal(size=ROWS.shape)
    once = agree(ROWS, noise, range(24), **QUICK)
    four = agree(ROWS[groups], noise[groups], groups, **QUICK)
    assert four.spearman.value == pytest.approx(once.spearman.value)


def test_what_is_not_known_or_never_changes_counts_for_nothing():
    rows = np.c_[[1.0, np.nan, 3.0], [5.0, 5.0, 5.0], [np.nan] * 3]
    made = standardised(rows)
    assert np.isfinite(made).all() and not made[:, 1:].any()
    assert made[1, 0] == pytest.approx(0.0)


def test_what_is_not_known_is_filled_and_the_rest_is_left_as_it_is():
    rows = np.float32([[0.1, np.nan], [np.inf, 4.0], [0.3, 6.0], [0.7, -1.0]])
    before = rows.copy()
    made = filled(rows)
    assert made.dtype == np.float32 and made[1, 0] == rows[2, 0] and made[0, 1] == 4.0
    known = np.isfinite(before)
    assert np.array_equal(made[known], before[known])
    assert np.array_equal(rows, before, equal_nan=True)


def test_still_sounds_agree_with_nothing():
    found = agree(ROWS, np.zeros_like(ROWS), range(24), **QUICK)
    assert found.spearman.value == 0.0 and found.p == 1.0


def test_three_groups_are_too_few():
    with pytest.raises(TimbrespaceError, match="say nothing"):
        agree(ROWS[:3], ROWS[:3], range(3))
