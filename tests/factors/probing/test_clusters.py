"""Clusters that are the label's are told from clusters that are the groups'."""

from __future__ import annotations

import numpy as np
import pytest

from tests.probing_world import question
from timbrespace.factors.probing.clusters import cluster
from timbrespace.factors.probing.question import Candidate


def candidate(codes, *, noise=0.05, seed=0):
    rng = np.random.default_rng(seed)
    centres = 5 * rng.normal(size=(codes.max() + 1, 8))
    rows = centres[codes] + noise * rng.normal(size=(len(codes), 8))
    return Candidate("c", "c", rows.astype(np.float32), 8)


def test_clusters_of_the_label_agree_with_it():
    asked = question()
    (found,) = cluster([candidate(asked.y)], asked.y, asked.groups, [3])
    assert found.ami == pytest.approx(1) and found.homogeneity == pytest.approx(1)
    assert found.completeness == pytest.approx(1) and found.inertia < 0.01
    assert found.ami_chance < 0.1


def test_clusters_of_groups_agree_no_better_than_permuted_labels():
    """AMI is far over 0 here although the label has no part in it: groups alone bring that."""
    asked = question()
    (found,) = cluster([candidate(asked.groups)], asked.y, asked.groups, [30])
    assert found.ami > 0.3
    assert found.ami == pytest.approx(found.ami_chance, abs=0.02)


def test_inertia_falls_as_clusters_are_added():
    asked = question()
    found = cluster([candidate(asked.y, noise=3.0)], asked.y, asked.groups, [1, 2, 4, 8, 500])
    assert [c.k for c in found] == [1, 2, 4, 8], "no more clusters than items"
    inertias = [c.inertia for c in found]
    assert inertias[0] == pytest.approx(1) and (np.diff(inertias) < 0).all()


def test_the_same_seed_gives_the_same_clusters():
    asked = question()
    space = candidate(asked.y, noise=3.0)
    one, two = (cluster([space], asked.y, asked.groups, [5], seed=2)[0] for _ in range(2))
    assert np.array_equal(one.clusters, two.clusters) and one.ami_chance == two.ami_chance
