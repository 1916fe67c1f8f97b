from __future__ import annotations

import numpy as np

from timbrespace.surrogates.splits import random_split, region_split

X = np.random.default_rng(0).standard_normal((500, 4)) * [3, 1, 1, 1]


def test_every_point_is_on_one_side_only():
    for split in (random_split(500), region_split(X)):
        both = np.concatenate([split.train, split.test])
        assert np.array_equal(np.sort(both), np.arange(500))
        assert 48 <= len(split.test) <= 52


def test_the_region_is_a_half_space_along_the_widest_direction():
    split = region_split(X)
    assert X[split.test, 0].min() > np.quantile(X[:, 0], 0.8)
    # Nobody learned from anything on its far side, so it cannot be looked up.
    assert X[split.train, 0].mean() < 0 < X[split.test, 0].mean()


def test_the_seed_decides():
    assert np.array_equal(random_split(99, 1).test, random_split(99, 1).test)
    assert not np.array_equal(random_split(99, 1).test, random_split(99, 2).test)
