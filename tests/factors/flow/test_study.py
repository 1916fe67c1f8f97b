"""The study: a flow on known factors reads each from its own part, on groups it never saw."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow.data import gather
from timbrespace.factors.flow.synthetic import two_factors

pytest.importorskip("torch")
pytest.importorskip("zuko")

from timbrespace.factors.flow.study import Settings, choose_dims, judge
from timbrespace.factors.flow.training import Schedule

QUICK = Schedule(n_steps=120, batch_pairs=64, check_every=30, noise=0.05)


@pytest.fixture(scope="module")
def known():
    data = two_factors(n_groups=120, takes=3, n_classes=3, bend=0.2)
    labels = {name: [f"c{c}" for c in codes] for name, codes in data.labels.items()}
    return gather(data.z, labels, data.groups.tolist(), projected=True)


def test_flow_and_baselines_are_judged_on_all_held_out_rows(known):
    settings = Settings(dims={"material": 1, "action": 1}, schedule=QUICK, n_blocks=2, hidden=16)
    judged = judge(known, settings, methods=("flow", "lda"), n_folds=2, n_permutations=5)
    assert [one.method for one in judged] == ["flow", "lda"]
    flow = judged[0]
    for name, other in (("material", "action"), ("action", "material")):
        own, leak = flow.readings[name, name], flow.readings[other, name]
        assert own.n_items == len(known) and own.n_groups == 120
        assert own.score.value > 0.8 > leak.score.value
        assert 0 <= leak.shared <= 1
        assert flow.readings["all", name].shared is None
    assert len(flow.scores) == 2 and flow.mean_score("mig") > 0.2


def test_of_large_groups_some_rows_are_read_and_all_are_learned_from(known, monkeypatch):
    from timbrespace.factors.flow import study as flow_study

    learned = []
    real = flow_study.train_flow

    def spy(z, *data, **options):
        learned.append(len(z))
        return real(z, *data, **options)

    monkeypatch.setattr(flow_study, "train_flow", spy)
    settings = Settings(dims={"material": 1, "action": 1}, schedule=QUICK, n_blocks=0)
    how = {"methods": ("flow",), "n_folds": 2, "n_permutations": 0, "most_per_group": 2}
    read = judge(known, settings, **how)[0].readings["material", "material"]
    assert read.n_items == 2 * 120 and read.n_groups == 120
    assert sum(learned) == len(known) == 3 * 120


def test_dims_are_chosen_from_the_grid_and_those_that_do_not_fit_are_left_out(known):
    settings = Settings(grid=(1, 2, 8), schedule=QUICK, n_blocks=1, hidden=8)
    dims, tried = choose_dims(known, settings)
    assert set(tried) == {1, 2}
    best = max(tried, key=lambda width: tried[width])
    assert dims == {"material": best, "action": best}
    assert choose_dims(known, settings)[1] == tried


def test_a_code_never_meets_the_rows_it_is_judged_on(known, monkeypatch):
    """Every fit of the study sees training groups only."""
    from timbrespace.factors.flow import study as flow_study

    seen = []
    real = flow_study.train_flow

    def spy(z, labels, groups, **options):
        seen.append(set(np.unique(groups)))
        return real(z, labels, groups, **options)

    monkeypatch.setattr(flow_study, "train_flow", spy)
    settings = Settings(dims={"material": 1, "action": 1}, schedule=QUICK, n_blocks=0)
    judge(known, settings, methods=("flow",), n_folds=2, n_permutations=0)
    assert len(seen) == 2 and not seen[0] & seen[1]


def test_classes_in_too_few_groups_are_refused_before_anything_is_trained(monkeypatch):
    monkeypatch.setattr("timbrespace.factors.flow.study.train_flow", None)
    groups = np.repeat(np.arange(8), 3)
    labels = {"material": (groups // 2).tolist(), "action": (groups % 2).tolist()}
    data = gather(np.zeros((24, 8), np.float32), labels, groups.tolist(), projected=True)
    with pytest.raises(TimbrespaceError, match="'material' needs two classes in 4 groups"):
        judge(data, Settings(dims={"material": 2, "action": 2}), n_folds=2)
