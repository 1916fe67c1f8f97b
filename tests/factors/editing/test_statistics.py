"""Groups count once; intervals and p-values are those of the books."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import wilcoxon

from timbrespace.factors.editing.statistics import (
    Interval,
    bonferroni,
    group_means,
    mean_interval,
    paired,
    rank_biserial,
)


def test_with_one_item_a_group_it_is_wilcoxon_s_test():
    x = np.random.default_rng(0).normal(0.4, 1, 30)
    test = paired(x, np.arange(30))
    assert test.p == pytest.approx(wilcoxon(x).pvalue)
    assert test.d == pytest.approx(x.mean() / x.std(ddof=1))
    assert (test.n, test.n_groups) == (30, 30)


def test_repeating_every_item_within_its_group_proves_nothing_more():
    x = np.random.default_rng(1).normal(0.4, 1, 20)
    once, thrice = paired(x, np.arange(20)), paired(np.repeat(x, 3), np.repeat(np.arange(20), 3))
    assert thrice.p == pytest.approx(once.p)
    assert thrice.d == pytest.approx(once.d)
    assert thrice.interval.low == pytest.approx(once.interval.low)
    assert (thrice.n, thrice.n_groups) == (60, 20)


def test_swapping_the_sides_swaps_the_signs():
    x = np.random.default_rng(2).normal(1, 1, 25)
    one, other = paired(x, np.arange(25)), paired(-x, np.arange(25))
    assert one.p == pytest.approx(other.p)
    assert one.rank_biserial == pytest.approx(-other.rank_biserial)
    assert one.d == pytest.approx(-other.d)


def test_no_difference_is_no_finding():
    test = paired(np.zeros(10), np.arange(10))
    assert (test.p, test.rank_biserial, test.d) == (1.0, 0.0, 0.0)


def test_rank_biserial_is_one_where_all_agree_and_weighs_ranks_otherwise():
    assert rank_biserial([1, 2, 3]) == 1.0
    assert rank_biserial([-1, -2]) == -1.0
    assert rank_biserial([1, 1, -2]) == 0.0  # ranks 1.5 and 1.5 against 3


def test_intervals_cover_as_often_as_they_say():
    rng = np.random.default_rng(3)
    hits = 0
    for trial in range(100):
        groups = np.repeat(np.arange(25), 2)
        x = rng.normal(0, 1, 25)[groups] + rng.normal(0, 0.2, 50)
        hits += not mean_interval(x, groups, n=300, seed=trial).excludes(0.0)
    assert 86 <= hits <= 99


def test_the_same_seed_draws_the_same_interval_and_nothing_gives_none():
    x, groups = np.arange(6.0), np.array([0, 0, 1, 1, 2, 2])
    assert mean_interval(x, groups, seed=4) == mean_interval(x, groups, seed=4)
    assert np.isnan(mean_interval([], []).mean)
    assert isinstance(mean_interval(x, groups), Interval)


def test_group_means_and_bonferroni():
    assert group_means([1, 3, 10], ["b", "b", "a"]).tolist() == [10, 2]
    assert bonferroni(0.02, 10) == pytest.approx(0.2)
