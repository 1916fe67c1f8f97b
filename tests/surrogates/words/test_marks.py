"""Marks: yes, no and ratings lie on one scale, and a sound has one mark."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.marks import Mark, rating_of, scale_of, targets, with_mark


def a_mark(name, rating):
    return Mark(name, rating, "item", "g", {})


def test_yes_and_no_are_the_ends_of_the_scale():
    assert targets([a_mark("a", rating_of(True)), a_mark("b", rating_of(False))]).tolist() == [
        1,
        0,
    ]
    assert targets([a_mark("a", rating_of(3))]).tolist() == [0.5]
    assert scale_of(np.array([1.0, 5.0, 5.0])) == "yes or no"


@pytest.mark.parametrize("said", [0, 6, -1.5, float("nan")])
def test_other_ratings_are_refused(said):
    with pytest.raises(TimbrespaceError, match="not on the scale"):
        rating_of(said)


def test_a_new_mark_takes_the_place_of_the_old_one():
    marks = with_mark((a_mark("a", 1), a_mark("b", 1)), a_mark("a", 5))
    assert {mark.id: mark.rating for mark in marks} == {"a": 5, "b": 1}
