"""A layer minus its baselines, paired, on the same items."""

from __future__ import annotations

import pytest

from timbrespace.factors.baselines import log_mel as baselines_of
from timbrespace.factors.probes_run import run
from timbrespace.studies.margins import margins

from ..probing_world import layers, log_mel, question


@pytest.fixture(scope="module")
def probed():
    mel = log_mel()
    beside = baselines_of(mel.id, mel.vectors, layers())
    return run(question(), layers(), beside, n_permutations=0, n_bootstraps=300, workers=1)


def test_each_margin_is_the_difference_of_the_scores_it_stands_for(probed):
    found = margins(probed, "1", "make it")
    assert {(r.where["probe"], r.where["over"]) for r in found} == {
        (probe, over) for probe in ("knn", "logistic") for over in ("log-mel", "log-mel PCA-8")
    }
    by_title = {c.title: c for c in [*probed.learned, *probed.baselines]}
    for result in found:
        probe = str(result.where["probe"])
        ours = probed.of(by_title["1"], probe).balanced.value
        theirs = probed.of(by_title[str(result.where["over"])], probe).balanced.value
        assert result.value == pytest.approx(ours - theirs)
        assert result.low <= result.value <= result.high
        assert result.command == "make it"


def test_a_layer_that_knows_more_is_told_from_one_that_knows_nothing(probed):
    knows = [r for r in margins(probed, "1", "") if r.where["probe"] == "logistic"]
    knows_not = [r for r in margins(probed, "0", "") if r.where["probe"] == "logistic"]
    assert all(r.low > 0 and r.p < 0.05 for r in knows)
    assert all(r.low <= 0 for r in knows_not)
