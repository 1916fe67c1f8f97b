"""A p-value is small where there is something, and anything where there is nothing."""

from __future__ import annotations

import numpy as np

from tests.probing_world import layers, question
from timbrespace.factors.probing.permutation import p_value, permuted_labels, permuted_scores
from timbrespace.factors.probing.probes import answer
from timbrespace.factors.probing.question import Candidate
from timbrespace.factors.probing.scores import Tally


def p_of(candidate, seed=0, n=60, probe="knn"):
    asked = question(seed=seed)
    labels = permuted_labels(asked, n)
    (given,) = answer(asked, [candidate], probes=[probe], permutations=labels)
    observed = Tally(asked.y, given.predicted, asked.groups).balanced()
    return p_value(observed, permuted_scores(asked, given, labels))


def test_a_layer_that_holds_the_label_is_beyond_chance():
    assert p_of(layers()[1]) == 1 / 61
    assert p_of(layers()[1], probe="logistic") == 1 / 61


def test_noise_is_within_chance_as_often_as_it_should_be():
    """Latents that know the group but no label: items permuted singly would call half of these
    significant."""
    ps = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        asked = question(seed=seed)
        rows = rng.normal(size=(30, 6))[asked.groups] + 0.1 * rng.normal(size=(120, 6))
        ps.append(p_of(Candidate("n", "n", rows.astype(np.float32), None), seed=seed, n=19))
    assert np.mean(np.array(ps) <= 0.1) <= 0.25
    assert np.mean(ps) > 0.35


def test_the_observed_value_counts_among_its_own():
    assert p_value(0.5, np.array([0.5, 0.4])) == 2 / 3
    assert p_value(0.5, np.zeros(0)) is None


def test_permutations_come_from_the_seed():
    asked = question()
    assert np.array_equal(permuted_labels(asked, 4), permuted_labels(asked, 4))
    assert not np.array_equal(permuted_labels(asked, 4), permuted_labels(asked, 4, seed=1))
    assert permuted_labels(asked, 0).shape == (0, 120)
