"""A question says what it left out, and never asks what no fold could answer."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.probing.question import Candidate, ask


def test_rare_and_missing_values_are_left_out_and_counted():
    labels = ["a", "b"] * 10 + ["rare", None, float("nan"), ""]
    groups = [f"g{i}" for i in range(24)]
    question = ask(labels, groups, label="material", group="take")
    assert question.classes == ("a", "b") and len(question.y) == 20
    assert question.left_out == {"no material": 3, "'rare' (in 1 of the 5 groups it needs)": 1}
    assert [labels[row] for row in question.rows] == ["a", "b"] * 10


def test_items_without_a_group_are_left_out():
    labels, groups = list("ab" * 10), [*map(str, range(19)), None]
    assert ask(labels, groups, label="l", group="take").left_out == {"no take": 1}


def test_a_value_in_many_items_of_few_groups_is_rare():
    labels = ["a"] * 10 + ["b"] * 10 + ["c"] * 50
    groups = [*map(str, range(20)), *["one"] * 50]
    question = ask(labels, groups, label="l", group="g")
    assert question.classes == ("a", "b")


def test_one_value_is_no_question():
    with pytest.raises(TimbrespaceError, match="two or more values of 'l'"):
        ask(["a"] * 9, list(range(9)), label="l", group="g")


def test_numbers_are_labels_too():
    question = ask([1, 2] * 5, list(range(10)), label="l", group="g", n_folds=2)
    assert question.classes == ("1", "2") and question.n_groups == 10


def test_no_more_dims_are_seen_than_there_are():
    rows = np.zeros((3, 32), np.float32)
    assert Candidate("a", "a", rows, 64).dims_seen == 32
    assert Candidate("a", "a", rows, None).dims_seen == 32
    assert Candidate("a", "a", rows, 8).dims_seen == 8


def test_of_large_groups_some_items_stand_for_all_evenly_spaced():
    groups = [*["long"] * 90, *["other"] * 30, *"cdef"]
    labels = [*["a"] * 90, *["b"] * 30, *"abab"]
    question = ask(labels, groups, label="l", group="take", n_folds=2, most_per_group=30)
    assert question.rows.tolist() == [*range(0, 90, 3), *range(90, 124)]
    assert question.left_out == {"beyond 30 of one take, evenly spaced": 60}
    assert ask(labels, groups, label="l", group="g", n_folds=2, most_per_group=90).left_out == {}
