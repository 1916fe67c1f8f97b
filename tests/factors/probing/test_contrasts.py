"""First, best, last: the best is found inside the training part, and differences are honest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.probing_world import layers, question
from timbrespace.factors.probing.contrasts import choose, compare
from timbrespace.factors.probing.probes import QUICK, answer


def ask_all(asked, spaces):
    return {(a.candidate, a.probe): a for a in answer(asked, spaces, probes=QUICK)}


def test_the_layer_that_holds_the_label_is_chosen_and_higher():
    asked, spaces = question(), layers()
    chosen = choose(asked, spaces)
    assert chosen == {probe: [1] * 5 for probe in QUICK}
    bests, contrasts = compare(asked, spaces, ask_all(asked, spaces), chosen)
    by = {(c.probe, c.name): c for c in contrasts}
    assert len(contrasts) == 6 and len(bests) == 2
    for probe in QUICK:
        up = by[probe, "best - first"]
        assert up.difference.low > 0.1 and up.p < 0.05
        assert up.difference.low <= up.difference.value <= up.difference.high
        total = (
            by[probe, "best - last"].difference.value + by[probe, "last - first"].difference.value
        )
        assert total == pytest.approx(up.difference.value)


def test_a_layer_does_not_differ_from_itself():
    asked, layer = question(), layers()[1]
    spaces = [layer, replace(layer, id="copy")]
    chosen = choose(asked, spaces)
    assert chosen["knn"] == [0] * 5, "the earlier of two that tie"
    _, contrasts = compare(asked, spaces, ask_all(asked, spaces), chosen, [spaces[1]])
    assert [c.name for c in contrasts[3:4]] == [f"best - {layer.title}"]
    assert all(c.difference == (0, 0, 0) and c.p == 1 for c in contrasts)


def test_the_test_part_has_no_say_in_the_choice():
    asked, spaces = question(), layers()
    _, test = asked.folds[0]
    spoiled = [replace(c, vectors=c.vectors.copy()) for c in spaces]
    for c in spoiled:
        c.vectors[test] = np.random.default_rng(0).normal(size=c.vectors[test].shape)
    assert [choose(asked, spoiled)[p][0] for p in QUICK] == [
        choose(asked, spaces)[p][0] for p in QUICK
    ]
