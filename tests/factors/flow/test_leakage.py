"""Readings: what is there is read, what is not is not, and what labels share is told apart."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.factors.flow.leakage import Coded, balanced_vote, nearest, read


def crossed(n_groups: int = 120, takes: int = 3, *, tied: float = 0.0, seed: int = 0):
    """Codes that hold the material in dim 0 and the action in dim 1; ``tied`` labels agree."""
    rng = np.random.default_rng(seed)
    material = rng.integers(3, size=n_groups)
    action = np.where(rng.random(n_groups) < tied, material, rng.integers(3, size=n_groups))
    groups = np.repeat(np.arange(n_groups), takes)
    labels = {"material": material[groups], "action": action[groups]}
    code = rng.normal(size=(len(groups), 4)) * 0.2
    code[:, 0] += labels["material"]
    code[:, 1] += labels["action"]
    parts = {"material": slice(0, 1), "action": slice(1, 2), "residual": slice(2, 4)}
    return [Coded(np.arange(len(groups)), code, parts)], labels, groups


def test_own_factor_is_read_and_residual_is_chance():
    coded, labels, groups = crossed()
    own = read(coded, "material", "material", labels, groups, n_permutations=50)
    rest = read(coded, "residual", "material", labels, groups, n_permutations=50)
    assert own.score.value > 0.9 and own.p is not None and own.p < 0.05
    assert rest.p is not None and rest.p > 0.05
    assert own.chance == pytest.approx(1 / 3, abs=0.06)
    assert own.score.low <= own.score.value <= own.score.high


def test_independent_labels_do_not_leak():
    coded, labels, groups = crossed()
    leak = read(coded, "material", "action", labels, groups, n_permutations=50)
    assert leak.score.value == pytest.approx(leak.chance, abs=0.12)


def test_what_labels_share_is_no_leak_of_the_code():
    """Labels that agree make the action readable from a perfect material dim; that is theirs."""
    coded, labels, groups = crossed(tied=0.6)
    shared = read(coded, "material", "action", labels, groups, n_permutations=100)
    assert shared.p is not None and shared.p < 0.05
    assert shared.shared is not None and shared.shared > shared.chance + 0.1
    assert shared.p_shared is not None and shared.p_shared > 0.05


def test_a_true_leak_is_beyond_what_labels_share():
    coded, labels, groups = crossed(tied=0.6)
    leaky = coded[0].code.copy()
    leaky[:, 0] += 4 * labels["action"]
    found = read(
        [Coded(coded[0].rows, leaky, coded[0].parts)], "material", "action", labels, groups,
        n_permutations=100,
    )  # fmt: skip
    assert found.p_shared is not None and found.p_shared < 0.05


def test_rows_without_the_label_are_left_out():
    coded, labels, groups = crossed()
    labels["material"][:60] = -1
    found = read(coded, "material", "material", labels, groups, n_permutations=0)
    assert found.n_items == len(groups) - 60 and found.p is None


def test_rare_classes_count_as_much_in_a_vote():
    train = np.array([0] * 90 + [1] * 10)
    assert balanced_vote(np.array([[0] * 8 + [1] * 2]), train, 2).tolist() == [1]


def test_nearest_are_nearest_in_scaled_dims():
    train = np.array([[0.0, 0.0], [1.0, 1000.0], [2.0, 0.0]])
    assert nearest(train, np.array([[2.0, 10.0]]), k=1).tolist() == [[2]]
