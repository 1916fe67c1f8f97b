"""Reliability is high for what was learned, chance for noise, and never measured across groups."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.surrogates.words.world import BLOCK, NAMES, marks, rated, sounds, yes_or_no
from timbrespace.surrogates.words.marks import targets
from timbrespace.surrogates.words.reliability import concordance, cross_validate
from timbrespace.surrogates.words.word import OwnWord


def judged(word, rows, kind="logistic", **options):
    groups = [mark.group for mark in word.marks]
    return cross_validate(
        kind, rows, targets(word.marks), groups, [BLOCK], n_permutations=40, **options
    )


@pytest.mark.parametrize("kind, made", [("logistic", yes_or_no), ("ridge", rated)])
def test_what_can_be_heard_is_reliable(kind, made):
    found = judged(*made(), kind)
    assert found.concordance > 0.9 and found.low > 0.75 and found.p < 0.05
    assert found.low <= found.concordance <= found.high
    assert abs(found.permuted - 0.5) < 0.1
    assert found.sentence().endswith("50 by chance).")


def test_marks_at_random_are_no_better_than_chance():
    rows = sounds()
    ratings = np.random.default_rng(5).choice([1.0, 5.0], len(rows))
    found = judged(OwnWord("w", "W", marks=marks(rows, ratings)), rows)
    assert found.p > 0.05 and "no better than chance" in found.sentence()


def test_what_is_only_the_same_recording_is_not_praised():
    """Each group has its own label and its own level: only the group can be learned."""
    rng = np.random.default_rng(0)
    group = np.repeat(np.arange(12), 5)
    rows = sounds(60)
    rows[:, 0] = rng.normal(0, 30, 12)[group] + rng.normal(0, 0.1, 60)
    rows[:, 1:] = rng.normal(0, 1, (60, 3)) + [50, 50, 1000]
    ratings = rng.permutation(np.repeat([1.0, 5.0], 6))[group]
    word = OwnWord("w", "W", marks=marks(rows, ratings, per_group=5))
    assert judged(word, rows).concordance < 0.8
    alone = OwnWord("w", "W", marks=tuple(
        replace(mark, group=mark.id) for mark in word.marks
    ))  # fmt: skip
    assert judged(word, rows).n_groups == 12 and judged(alone, rows).n_groups == 60


def test_one_group_cannot_be_judged():
    word, rows = yes_or_no(per_group=99)
    assert judged(word, rows) is None


def test_a_word_of_one_feature_is_seen_to_be_one():
    found = judged(*yes_or_no())
    assert found.one_feature > 0.9, NAMES


def test_concordance_counts_pairs():
    y = np.array([0.0, 0.0, 1.0, 1.0])
    assert concordance(y, y) == 1 and concordance(y, -y) == 0
    assert concordance(y, np.zeros(4)) == 0.5
    assert np.isnan(concordance(np.ones(3), np.arange(3.0)))
