"""Words follow from numbers: the same sentence says the opposite for opposite numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timbrespace.reports.results import Result
from timbrespace.studies.verdicts import beats, difference, readable, stands

numbers = st.floats(-1, 1)


@given(numbers, numbers, numbers, numbers)
def test_a_number_inside_the_interval_is_never_told_apart(a, b, c, chance):
    low, value, high = sorted((a, b, c))
    stand = stands(Result("x", {}, value, low, high), chance)
    assert (stand == "not told apart from") == (low <= chance <= high)
    assert (stand == "above") == (low > chance)


@given(numbers, numbers, numbers, st.one_of(st.none(), st.floats(0, 1)))
def test_turning_a_difference_round_turns_the_verdict_round(a, b, c, p):
    low, value, high = sorted((a, b, c))
    opposite = {"above": "below", "below": "above", "not told apart from": "not told apart from"}
    one = difference(Result("x", {}, value, low, high, p=p))
    other = difference(Result("x", {}, -value, -high, -low, p=p))
    assert other == opposite[one]
    assert p is None or p < 0.05 or one == "not told apart from"


def test_a_margin_is_said_to_beat_only_where_it_does():
    assert beats(Result("m", {}, 0.1, 0.05, 0.15, p=0.01), "log-mel").startswith("beats log-mel")
    assert "is not shown to beat" in beats(Result("m", {}, 0.1, -0.1, 0.3, p=0.4), "log-mel")
    assert "is worse than" in beats(Result("m", {}, -0.1, -0.2, -0.05, p=0.01), "log-mel")


def test_chance_is_beaten_only_where_interval_and_permutation_agree():
    result = Result("x", {}, 0.5, 0.4, 0.6, baselines={"uniform": 0.25}, p=0.3)
    assert "not told apart from chance" in readable(result)
    assert "above chance" in readable(Result("x", {}, 0.5, 0.4, 0.6, baselines={"uniform": 0.25}))
