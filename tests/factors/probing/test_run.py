"""The whole of a probing hangs together."""

from __future__ import annotations

import numpy as np
import pytest

from tests.probing_world import layers, log_mel, question, table
from timbrespace.factors.probing import baselines
from timbrespace.factors.probing.probes import PROBES, QUICK
from timbrespace.factors.probing.run import run


@pytest.fixture(scope="module")
def probed():
    learned = layers()
    beside = baselines.log_mel("toy:logmel", log_mel().vectors, learned)
    return run(question(), learned, beside, others=table()[1], n_permutations=19, n_bootstraps=200)


def test_every_space_and_baseline_has_every_probe(probed):
    assert len(probed.scored) == 5 * len(PROBES)
    for scored in probed.scored:
        assert scored.balanced.low <= scored.balanced.value <= scored.balanced.high
        assert (scored.p is not None) == (scored.probe in QUICK)
    assert probed.of(probed.layers[1], "knn").p == 0.05


def test_no_learned_space_stands_alone(probed):
    for layer in probed.layers:
        assert [c.title for c in probed.beside(layer)] == ["log-mel", "log-mel PCA-8"]
    assert probed.beside(probed.baselines[0]) == []


def test_the_same_seed_gives_the_same_answer(probed):
    learned = layers()
    beside = baselines.log_mel("toy:logmel", log_mel().vectors, learned)
    again = run(question(), learned, beside, n_permutations=19, n_bootstraps=200)
    assert [s[2:] for s in map(_values, again.scored)] == [
        s[2:] for s in map(_values, probed.scored)
    ]
    assert again.contrasts == probed.contrasts
    assert again.unseen == () and len(probed.unseen) == 5 * len(QUICK)


def test_one_space_has_no_contrasts():
    found = run(question(), layers()[1:2], [log_mel()], n_permutations=0, n_bootstraps=50)
    assert found.contrasts == () and all(s.p is None for s in found.scored)
    assert np.isfinite([s.accuracy.value for s in found.scored]).all()


def _values(scored):
    return scored.candidate.id, scored.probe, scored.accuracy, scored.balanced, scored.p
