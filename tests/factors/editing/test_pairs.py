"""Pairs never share a recording, differ where they should, and are drawn evenly."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.pairs import edit_pairs


@pytest.fixture
def items():
    rng = np.random.default_rng(0)
    groups = rng.integers(0, 40, 300)
    labels = {"material": groups % 4, "action": (groups // 4) % 3}
    labels["material"] = np.where(groups == 7, -1, labels["material"])
    return labels, groups


@pytest.mark.parametrize("shared", [False, True])
def test_donors_are_of_another_group_and_differ_as_asked(items, shared):
    labels, groups = items
    pairs = edit_pairs(labels, groups, "material", 60, shared=shared)
    assert len(pairs) == 60
    for receptor, donor in pairs:
        assert groups[receptor] != groups[donor]
        assert labels["material"][receptor] != labels["material"][donor]
        assert (labels["action"][receptor] == labels["action"][donor]) == shared
        assert min(labels["material"][receptor], labels["material"][donor]) >= 0


def test_every_group_is_heard_once_before_any_is_heard_twice(items):
    labels, groups = items
    pairs = edit_pairs(labels, groups, "action", 39)
    assert len({int(groups[receptor]) for receptor, _ in pairs}) == 39


def test_a_large_group_gives_no_more_donors_than_a_small_one():
    groups = np.array([0] * 5 + [1] * 100 + [2] * 5)
    labels = {"m": (groups > 0).astype(int), "a": (groups > 0).astype(int)}
    donors = []
    for seed in range(200):
        (pair,) = edit_pairs(labels, groups, "m", 1, seed=seed)
        if groups[pair.receptor] == 0:
            donors.append(groups[pair.donor])
    assert len(donors) > 40
    share = np.mean(np.array(donors) == 1)
    assert 0.3 < share < 0.7


def test_the_same_seed_draws_the_same_pairs(items):
    labels, groups = items
    assert edit_pairs(labels, groups, "material", 20, seed=1) == edit_pairs(
        labels, groups, "material", 20, seed=1
    )
    assert edit_pairs(labels, groups, "material", 20, seed=1) != edit_pairs(
        labels, groups, "material", 20, seed=2
    )


def test_where_nobody_has_a_donor_it_says_so():
    labels = {"m": np.zeros(4, int), "a": np.arange(4)}
    with pytest.raises(TimbrespaceError, match="No sound has a donor"):
        edit_pairs(labels, np.arange(4), "m", 3)
