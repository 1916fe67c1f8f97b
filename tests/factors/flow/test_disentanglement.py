"""MIG, DCI, SAP: high where each dim is one factor, low where they are mixed."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.factors.flow.disentanglement import disentanglement, mutual_information, score


def rows(n_groups: int = 150, seed: int = 0):
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(n_groups), 2)
    labels = {
        "material": rng.integers(4, size=n_groups)[groups],
        "action": rng.integers(4, size=n_groups)[groups],
    }
    code = rng.normal(size=(len(groups), 3)) * 0.1
    code[:, 0] += labels["material"]
    code[:, 1] += labels["action"]
    return code, labels, groups


PARTS = {"material": slice(0, 1), "action": slice(1, 2), "residual": slice(2, 3)}


def test_a_pure_code_scores_high_and_a_mixed_one_low():
    code, labels, groups = rows()
    pure = score(code, PARTS, labels, groups)
    # Half-way between the two factors' dims, each of them holds as much of either.
    turn = np.array([[1.0, 1, 0], [-1, 1, 0], [0, 0, 2**0.5]]) / 2**0.5
    mixed = score(code @ turn, PARTS, labels, groups)
    for name in ("mig", "sap", "disentanglement", "completeness"):
        assert getattr(pure, name) > 0.6, name
        assert getattr(mixed, name) < getattr(pure, name) - 0.3, name
    assert pure.informativeness > 0.95


def test_several_dims_a_factor_are_entangled_for_dims_but_not_for_parts():
    code, labels, groups = rows()
    rng = np.random.default_rng(2)
    twice = code[:, [0, 0, 1, 1]] + 0.05 * rng.normal(size=(300, 4))
    doubled = np.column_stack([twice, code[:, 2]])
    parts = {"material": slice(0, 2), "action": slice(2, 4), "residual": slice(4, 5)}
    found = score(doubled, parts, labels, groups)
    assert found.mig < 0.2 < found.mig_parts
    assert found.completeness < found.completeness_parts


def test_information_of_independent_codes_is_about_nothing():
    rng = np.random.default_rng(0)
    a, b = rng.integers(3, size=(2, 3000))
    assert mutual_information(a, b) < 0.01
    assert mutual_information(a, a) == pytest.approx(np.log(3), abs=0.01)


def test_one_factor_only_cannot_be_entangled():
    assert disentanglement(np.array([[0.4], [0.6]])) == 1.0
