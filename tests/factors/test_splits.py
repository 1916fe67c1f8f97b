"""No group ever straddles a split, a bootstrap or a permutation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.splits import (
    bootstrap_groups,
    bootstrap_weights,
    codes_of,
    group_folds,
    permute_by_group,
)

corpora = st.lists(
    st.tuples(st.sampled_from("abcde"), st.integers(0, 9)), min_size=12, max_size=80
).filter(lambda rows: len({g for _, g in rows}) >= 3)


@settings(max_examples=40, deadline=None)
@given(corpora, st.integers(0, 5))
def test_folds_share_no_group_and_cover_every_item_once(rows, seed):
    labels, groups = (np.array(column) for column in zip(*rows, strict=True))
    folds = group_folds(labels, groups, n_folds=3, seed=seed)
    for train, test in folds:
        assert not set(groups[train]) & set(groups[test])
        assert sorted([*train, *test]) == list(range(len(rows)))
    assert sorted(np.concatenate([test for _, test in folds])) == list(range(len(rows)))
    again = group_folds(labels, groups, n_folds=3, seed=seed)
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(folds, again, strict=True))


def test_labels_are_spread_over_folds():
    groups = np.repeat(np.arange(40), 3)
    labels = np.where(groups % 4 == 0, "rare", "common")
    shares = [np.mean(labels[test] == "rare") for _, test in group_folds(labels, groups, 5)]
    assert max(shares) - min(shares) < 0.05


def test_where_items_are_their_own_groups_all_works_as_well():
    labels = np.array(["a"] * 30 + ["b"] * 10)
    folds = group_folds(labels, np.arange(40), 5)
    assert [np.sum(labels[test] == "b") for _, test in folds] == [2] * 5


def test_too_few_groups_are_refused():
    with pytest.raises(TimbrespaceError, match="found 2"):
        group_folds(["a", "b", "a"], ["x", "y", "x"], n_folds=3)


@settings(max_examples=40, deadline=None)
@given(corpora, st.integers(0, 5))
def test_bootstraps_draw_whole_groups(rows, seed):
    groups = np.array([g for _, g in rows])
    sizes = np.bincount(codes_of(groups)[1])
    for drawn in bootstrap_groups(groups, 5, seed):
        times = np.bincount(codes_of(groups)[1][drawn], minlength=len(sizes))
        assert (times % sizes == 0).all() and (times // sizes).sum() == len(sizes)


def test_bootstraps_draw_each_group_once_on_average():
    weights = bootstrap_weights(np.arange(30), 4000, seed=1)
    assert weights.shape == (4000, 30)
    np.testing.assert_allclose(weights.mean(axis=0), 1.0, atol=0.08)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=12), st.integers(0, 9))
def test_permuted_groups_stay_alike(sizes, seed):
    """Where each group has one label, it has one label afterwards, and labels are only moved."""
    groups = np.repeat(np.arange(len(sizes)), sizes)
    labels = np.array([f"l{g % 3}" for g in groups])
    permuted = permute_by_group(labels, groups, np.random.default_rng(seed))
    by_group = [set(permuted[groups == g]) for g in range(len(sizes))]
    assert all(len(values) == 1 for values in by_group)
    assert sorted(v for values in by_group for v in values) == sorted(
        f"l{g % 3}" for g in range(len(sizes))
    )


def test_permuting_mixed_groups_keeps_their_mixture():
    groups = np.repeat(np.arange(4), 6)
    labels = np.array(list("aaabbb" + "aaaaaa" + "cccccc" + "abcabc"))
    permuted = permute_by_group(labels, groups, np.random.default_rng(3))
    mixtures = sorted("".join(sorted(labels[groups == g])) for g in range(4))
    assert sorted("".join(sorted(permuted[groups == g])) for g in range(4)) == mixtures


def test_labels_crossed_with_groups_are_permuted_too():
    """Every body under every action: swapping bodies alone would leave each label in place."""
    groups = np.repeat(np.arange(30), 8)
    labels = np.tile(np.repeat(["hit", "rub", "scrape", "shake"], 2), 30)
    rng = np.random.default_rng(0)
    permuted = [permute_by_group(labels, groups, rng) for _ in range(40)]
    assert np.mean(permuted == labels) == pytest.approx(0.25, abs=0.03)
    for each in permuted:
        takes = each.reshape(30, 4, 2)
        assert (takes[..., 0] == takes[..., 1]).all(), "takes of one action stay alike"
        assert (np.sort(takes[..., 0], axis=1) == ["hit", "rub", "scrape", "shake"]).all()


def test_permutations_lose_what_labels_had_to_do_with_groups():
    groups = np.repeat(np.arange(200), 2)
    labels = groups % 2
    rng = np.random.default_rng(0)
    same = np.mean([permute_by_group(labels, groups, rng) == labels for _ in range(50)])
    assert same == pytest.approx(0.5, abs=0.03)
