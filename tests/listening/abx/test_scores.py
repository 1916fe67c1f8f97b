"""Shares of right answers: exact by what binomials are, not by what a library says."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.answers import Choice
from timbrespace.listening.abx.scores import (
    by_condition,
    by_listener,
    exact_interval,
    fewest_right,
    share_of,
)

counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def at_least(right, n, chance):
    """Of so many or more right answers, summed by hand."""
    return sum(comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(right, n + 1))


@given(counts)
def test_the_test_is_the_sum_of_its_terms(count):
    right, n = count
    assert share_of("x", right, n).p == pytest.approx(at_least(right, n, 0.5))


@given(counts)
def test_the_ends_leave_a_fortieth_on_either_side(count):
    right, n = count
    low, high = exact_interval(right, n)
    assert low <= right / n <= high
    if right:
        assert at_least(right, n, low) == pytest.approx(0.025, abs=1e-6)
    if right < n:
        assert 1 - at_least(right + 1, n, high) == pytest.approx(0.025, abs=1e-6)


@given(st.integers(1, 80))
def test_the_fewest_that_show_it_and_not_one_less(n):
    needed = fewest_right(n)
    if needed is None:
        assert at_least(n, n, 0.5) >= 0.05
    else:
        assert at_least(needed, n, 0.5) < 0.05 <= at_least(needed - 1, n, 0.5)


def test_nothing_has_no_share():
    for right, n in ((0, 0), (3, 2), (-1, 4)):
        with pytest.raises(TimbrespaceError, match="no interval"):
            share_of("x", right, n)


def test_counted_by_condition_and_by_listener():
    choices = [
        Choice("t", who, f"{what} {k}", what, right)
        for who in ("bob", "ann")
        for what, rights in {"bells": (True, True), "speech": (True, False)}.items()
        for k, right in enumerate(rights)
    ]
    found = {each.what: (each.right, each.n) for each in by_condition(choices)}
    assert found == {"all": (6, 8), "bells": (4, 4), "speech": (2, 4)}
    assert [(each.what, each.n) for each in by_listener(choices)] == [("ann", 4), ("bob", 4)]


def test_a_single_condition_is_not_said_twice():
    one = [Choice("t", "ann", "1", "bells", True)]
    assert [each.what for each in by_condition(one)] == ["bells"]
    bare = [Choice("t", "ann", "1", "all", True)]
    assert [each.what for each in by_condition(bare)] == ["all"]
