"""The rule of the standard, at its very edges."""

from __future__ import annotations

import pytest

from timbrespace.listening.screening import kept_answers, screen

from .world import answers


def listener(n_missed, n=20, at=89):
    return {f"t{k}": {"reference": at if k < n_missed else 90, "ours": 50} for k in range(n)}


@pytest.mark.parametrize(("n_missed", "kept"), [(0, True), (3, True), (4, False), (20, False)])
def test_more_than_15_percent_of_trials_below_90_are_too_many(n_missed, kept):
    (found,) = screen(answers({"ann": listener(n_missed)}))
    assert (found.n_trials, found.n_missed, found.kept) == (20, n_missed, kept)


def test_only_the_reference_counts_and_only_their_ratings_go():
    asked = answers({"ann": listener(0), "bob": listener(20, at=10)})
    screened = screen(asked)
    assert [each.kept for each in screened] == [True, False]
    left = kept_answers(asked, screened)
    assert {each.listener for each in left} == {"ann"} and len(left) == 40
