"""Probes find what is there, and on honest folds nothing where only the groups are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.probing_world import layers, question, table, vectors
from timbrespace.errors import Cancelled
from timbrespace.factors.probing.features import features
from timbrespace.factors.probing.permutation import permuted_labels
from timbrespace.factors.probing.probes import PROBES, QUICK, answer, predict, vote
from timbrespace.factors.probing.scores import Tally
from timbrespace.jobs import Job


def balanced(asked, given):
    return Tally(asked.y, given.predicted, asked.groups).balanced()


def test_every_probe_reads_the_layer_that_holds_the_label():
    asked = question()
    by = {(a.candidate, a.probe): balanced(asked, a) for a in answer(asked, layers())}
    for probe in PROBES:
        assert by["toy:1", probe] > 0.8
        assert by["toy:1", probe] > by["toy:0", probe] + 0.2


def test_knowing_groups_helps_no_probe():
    """The layer knows every group by heart; a random split would be fooled, these folds not."""
    asked, layer = question(), layers()[0]
    honest = {a.probe: balanced(asked, a) for a in answer(asked, [layer])}
    rng = np.random.default_rng(0)
    order = rng.permutation(len(asked.y))
    train, test = order[:90], order[90:]
    seen = features(layer.vectors[train], layer.vectors[test], 8)
    fooled = np.mean(predict("forest", seen, asked.y[train]) == asked.y[test])
    assert fooled > honest["forest"] + 0.3
    assert max(honest.values()) < 0.6


def test_threads_change_nothing():
    asked, spaces = question(), layers()[:2]
    shuffled = permuted_labels(asked, 3)
    one = answer(asked, spaces, permutations=shuffled, workers=1)
    many = answer(asked, spaces, permutations=shuffled, workers=4)
    for a, b in zip(one, many, strict=True):
        assert np.array_equal(a.predicted, b.predicted)
        assert (a.permuted is None) == (a.probe not in QUICK) == (b.permuted is None)
        if a.permuted is not None:
            assert np.array_equal(a.permuted, b.permuted)


def test_a_permutation_that_moves_nothing_changes_nothing():
    asked = question()
    for given in answer(asked, layers()[1:2], probes=QUICK, permutations=asked.y[None]):
        assert np.array_equal(given.permuted[0], given.predicted)


def test_knn_is_the_known_one():
    from sklearn.neighbors import KNeighborsClassifier

    asked = question()
    train, test = asked.folds[0]
    rows = vectors(1.5)
    seen = features(rows[train], rows[test], 8)
    known = KNeighborsClassifier(10).fit(seen.train, asked.y[train]).predict(seen.test)
    assert np.array_equal(predict("knn", seen, asked.y[train]), known)


def test_votes_that_tie_go_to_the_first():
    assert vote(np.array([[1, 0, 1, 0]]), 2).tolist() == [0]


def test_one_class_to_learn_is_one_class_to_say():
    seen = features(vectors(1.0)[:20], vectors(1.0)[20:], 4)
    assert set(predict("logistic", seen, np.full(20, 2))) == {2}


def test_a_job_stops_between_fits():
    asked, job = question(), Job("probe")
    job.cancel()
    with pytest.raises(Cancelled):
        answer(asked, layers(), permutations=permuted_labels(asked, 50), job=job)


def test_the_world_is_what_it_says():
    materials, actions, groups = table()
    assert len(set(groups)) == 30 and len(set(zip(materials, actions, strict=True))) == 6
