"""Held-out combinations tell a label that was learnt from combinations learnt by heart."""

from __future__ import annotations

import numpy as np
import pytest

from tests.probing_world import question, table, vectors
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.probing.combinations import cells, chance, hold_out
from timbrespace.factors.probing.probes import QUICK, answer
from timbrespace.factors.probing.question import Candidate, ask


def test_training_parts_have_neither_the_combination_nor_its_groups():
    asked = question()
    materials, actions, groups = table()
    found = cells(asked, actions)
    assert len(found) == 6
    for cell in found:
        assert set(materials[cell.test]) == {cell.value} and set(actions[cell.test]) == {
            cell.other
        }
        assert not set(groups[cell.test]) & set(groups[cell.train])
        pairs = set(zip(materials[cell.train], actions[cell.train], strict=True))
        assert (cell.value, cell.other) not in pairs and len(pairs) == 5


def test_what_is_joint_is_lost_and_what_is_separate_is_kept():
    asked, (_, actions, _) = question(), table()
    spaces = [
        Candidate("separate", "separate", vectors(4.0, width=16), 12),
        Candidate("joint", "joint", vectors(4.0, width=16, kind="joint"), 12),
    ]
    answers = {(a.candidate, a.probe): a for a in answer(asked, spaces, probes=QUICK)}
    by = {
        (u.candidate, u.probe): u for u in hold_out(asked, cells(asked, actions), spaces, answers)
    }
    separate, joint = by["separate", "logistic"], by["joint", "logistic"]
    assert separate.unseen.value > 0.8
    assert joint.seen.value > 0.8 and joint.unseen.value < 0.5
    assert joint.drop.high < -0.2
    assert joint.drop.value == pytest.approx(joint.unseen.value - joint.seen.value)
    assert len(joint.by_cell) == 6
    # Without the cell its material is the rarest, so the most frequent one is never right.
    assert chance(asked, cells(asked, actions)) == {"majority": 0.0, "uniform": 1 / 3}


def test_values_that_occur_nowhere_else_cannot_be_held_out():
    asked = ask(list("ab" * 10), list(range(20)), label="l", group="g")
    with pytest.raises(TimbrespaceError, match="can be held out"):
        cells(asked, np.array(list("xy" * 10)))
