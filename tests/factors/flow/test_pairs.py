"""Pairs: balanced, truthful, and never two takes of one recording."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow.pairs import PairSampler


def crossed(n: int = 400, seed: int = 0):
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(n // 4), 4)
    labels = {
        "material": rng.integers(5, size=n // 4)[groups],
        "action": rng.integers(3, size=n // 4)[groups],
    }
    return labels, groups


def test_patterns_are_balanced_and_true():
    labels, groups = crossed()
    pairs = PairSampler(labels, groups).draw(1000, np.random.default_rng(0))
    for name, codes in labels.items():
        assert np.array_equal(pairs.same[name], codes[pairs.a] == codes[pairs.b])
        assert pairs.same[name].mean() == 0.5
    both = pairs.same["material"] & pairs.same["action"]
    assert both.mean() == 0.25


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 6), st.integers(4, 40))
def test_no_pair_within_a_group(seed, n_classes, n_groups):
    rng = np.random.default_rng(seed)
    groups = rng.integers(n_groups, size=80)
    labels = {"material": rng.integers(n_classes, size=80), "action": rng.integers(2, size=80)}
    try:
        pairs = PairSampler(labels, groups).draw(200, rng)
    except TimbrespaceError:
        return
    assert (groups[pairs.a] != groups[pairs.b]).all()
    assert len(pairs) == 200


def test_rows_without_a_label_stand_in_no_pair():
    labels, groups = crossed()
    labels["action"][:100] = -1
    pairs = PairSampler(labels, groups).draw(500, np.random.default_rng(0))
    assert min(pairs.a.min(), pairs.b.min()) >= 100


def test_a_class_of_one_group_is_never_shared_but_still_differs():
    labels, groups = crossed()
    labels["material"][:4] = 9
    pairs = PairSampler(labels, groups).draw(5000, np.random.default_rng(0))
    lone = (labels["material"][pairs.a] == 9) | (labels["material"][pairs.b] == 9)
    assert lone.any() and not pairs.same["material"][lone].any()


def test_a_pattern_that_cannot_be_gives_its_share_to_the_others():
    groups = np.arange(40)
    codes = groups % 2
    sampler = PairSampler({"material": codes, "action": codes}, groups)
    assert sorted(sampler.patterns) == [(False, False), (True, True)]
    assert sampler.draw(100, np.random.default_rng(0)).same["material"].mean() == 0.5


def test_the_same_seed_draws_the_same_pairs():
    labels, groups = crossed()
    sampler = PairSampler(labels, groups)
    one, two = (sampler.draw(50, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(one.a, two.a) and np.array_equal(one.b, two.b)


def test_labels_that_allow_no_pairs_are_refused():
    with pytest.raises(TimbrespaceError, match="No class of 'material' occurs in two groups"):
        PairSampler({"material": [0, 0, 1, 1]}, ["a", "a", "b", "b"])


def test_many_rows_take_no_time():
    """All pairs of 20,000 rows would be 400 million; only kinds of rows are compared."""
    rng = np.random.default_rng(0)
    groups = np.arange(20_000) // 100
    labels = {"material": rng.integers(6, size=200)[groups]}
    assert len(PairSampler(labels, groups).draw(10_000, rng)) == 10_000
