"""Scores agree with scikit-learn's, and bootstrapped ones with really drawn items."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, balanced_accuracy_score

from timbrespace.factors.probing.scores import Tally, interval, two_sided_p
from timbrespace.factors.splits import bootstrap_groups, bootstrap_weights


@pytest.fixture
def answers():
    rng = np.random.default_rng(0)
    y = rng.choice(3, 90, p=[0.6, 0.3, 0.1])
    predicted = np.where(rng.random(90) < 0.6, y, rng.integers(0, 3, 90))
    return y, predicted, rng.permutation(np.repeat(np.arange(30), 3))


def test_scores_are_the_known_ones(answers):
    y, predicted, groups = answers
    tally = Tally(y, predicted, groups)
    assert tally.accuracy() == pytest.approx(accuracy_score(y, predicted))
    assert tally.balanced() == pytest.approx(balanced_accuracy_score(y, predicted))


def test_weights_are_the_same_as_drawing_items(answers):
    y, predicted, groups = answers
    tally, weights = Tally(y, predicted, groups), bootstrap_weights(groups, 25, 3)
    drawn = list(bootstrap_groups(groups, 25, 3))
    assert tally.accuracies(weights) == pytest.approx(
        [accuracy_score(y[i], predicted[i]) for i in drawn]
    )
    assert tally.balanceds(weights) == pytest.approx(
        [balanced_accuracy_score(y[i], predicted[i]) for i in drawn]
    )


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Groups answered rightly or wrongly as a whole: items alone would give half the width."""
    rng = np.random.default_rng(4)
    hits = 0
    for _ in range(150):
        right = np.repeat(rng.random(40) < 0.7, 5)
        y, groups = np.zeros(200, np.int64), np.repeat(np.arange(40), 5)
        tally = Tally(y, np.where(right, 0, 1), groups)
        drawn = tally.accuracies(bootstrap_weights(groups, 300, int(rng.integers(1e9))))
        found = interval(tally.accuracy(), drawn)
        hits += found.low <= 0.7 <= found.high
    assert 0.88 <= hits / 150 <= 0.99


def test_p_of_differences_around_nothing_is_large():
    assert two_sided_p(np.random.default_rng(0).normal(size=999)) > 0.8
    assert two_sided_p(np.zeros(10)) == 1.0
