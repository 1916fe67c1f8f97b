"""Pairs differ in label, their others share it, and nothing was recorded together."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.pairs import random_pairs

LABELS = [*"aaaaaaaabbbbcc", None, float("nan")]
GROUPS = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9]


def test_labels_differ_and_others_share_them():
    pairs = random_pairs(LABELS, GROUPS, 40)
    assert len(set(pairs)) == 40
    for pair in pairs:
        assert LABELS[pair.a] != LABELS[pair.b]
        assert LABELS[pair.a] == LABELS[pair.like_a] and LABELS[pair.b] == LABELS[pair.like_b]
        assert GROUPS[pair.a] != GROUPS[pair.like_a] and GROUPS[pair.b] != GROUPS[pair.like_b]


def test_rare_labels_come_as_often_as_frequent_ones():
    labels = np.repeat(["a", "b", "c"], [60, 20, 20])
    pairs = random_pairs(labels, range(100), 300)
    share = np.mean([labels[pair.a] == "a" or labels[pair.b] == "a" for pair in pairs])
    assert share == pytest.approx(2 / 3, abs=0.08)


def test_the_seed_decides():
    assert random_pairs(LABELS, GROUPS, 9, 1) == random_pairs(LABELS, GROUPS, 9, 1)
    assert random_pairs(LABELS, GROUPS, 9, 1) != random_pairs(LABELS, GROUPS, 9, 2)


def test_one_group_is_no_other_item():
    with pytest.raises(TimbrespaceError, match="found 1"):
        random_pairs(list("aabb"), [0, 1, 2, 2], 1)


def test_more_than_there_are_is_refused():
    with pytest.raises(TimbrespaceError, match="no 99 different pairs"):
        random_pairs(list("aabb"), range(4), 99)
