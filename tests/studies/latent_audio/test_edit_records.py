"""Every row of an evaluation becomes a record, with what the others did beside it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from timbrespace.factors.editing.summary import compare, summarise
from timbrespace.studies.latent_audio.edit_records import evaluated, heard, heard_ways


def pair(method, number, size):
    rng = np.random.default_rng([number, len(method)])
    measures = ("moved", "kept", "both", "p_gain", "p_kept")
    values = {f"{m}_{place}": rng.uniform() for m in measures for place in ("layer", "logits")}
    return {
        "factor": "material", "method": method, "pair": number, "group": number // 2,
        "to_donor_before": 2.0, "to_donor_after": 2.0 - size, "to_receptor": size,
        "length": size, "manifold_ratio": 1 + size, "clipped": 0.0,
        "clipped_length": 0.0, "donor_known": 1.0,
        **values,
    }  # fmt: skip


@pytest.fixture(scope="module")
def evaluation():
    sizes = {"flow": 1.0, "mean difference": 0.5, "nothing": 0.0}
    pairs = pd.DataFrame([pair(m, n, s) for n in range(12) for m, s in sizes.items()])
    sound = pd.DataFrame(
        {"way": ["optimised"] * 4, "group": [0, 0, 1, 1], "travelled": [0.2, 0.4, 0.6, 0.8],
         **{name: [0.5] * 4 for name in ("p_gain", "moved", "kept", "source_db", "donor_db")}}
    )  # fmt: skip
    return SimpleNamespace(
        space="s", summary=summarise(pairs), comparison=compare(pairs), heard=sound
    )


def test_every_method_stands_beside_the_others(evaluation):
    found = [r for r in evaluated(evaluation, "again") if r.name == "edit_nearer_donor"]
    assert [r.where["method"] for r in found] == ["flow", "mean difference", "nothing"]
    assert found[0].value == pytest.approx(1.0)
    assert found[0].baselines == pytest.approx({"mean difference": 0.5, "nothing": 0.0})
    assert all(r.command == "again" and r.n_items == 12 and r.n_groups == 6 for r in found)


def test_the_flow_is_compared_with_each(evaluation):
    margins = [r for r in evaluated(evaluation, "") if r.name == "edit_margin"]
    assert len(margins) == len(evaluation.comparison)
    assert {r.where["over"] for r in margins} == {"mean difference", "nothing"}
    assert all(0 <= r.p <= 1 for r in margins)


def test_sounds_are_averaged_over_pairs_with_intervals_over_groups(evaluation):
    [travelled] = [r for r in heard_ways(evaluation, "") if r.name == "heard_travelled"]
    assert travelled.value == pytest.approx(0.5)
    assert (travelled.low, travelled.high) == pytest.approx((0.3, 0.7))
    assert heard_ways(SimpleNamespace(heard=pd.DataFrame()), "") == []


def test_one_edit_that_was_heard():
    reading = SimpleNamespace(factor="material", where="logits", receptor="wood", donor="metal",
                              p_before=0.1, p_after=0.7)  # fmt: skip
    edit = SimpleNamespace(
        space="s", manifold_ratio=1.1, readings=[reading],
        heard=SimpleNamespace(travelled=0.6, figures={"donor_db": 3.0}),
    )  # fmt: skip
    found = {r.name: r for r in heard(edit, {"factor": "material", "number": "0"}, "again")}
    assert found["p_wanted"].value == 0.7 and found["p_wanted"].baselines == {"before": 0.1}
    assert found["p_wanted"].where["class"] == "metal"
    assert found["travelled"].value == 0.6 and found["sound"].value == 3.0
    assert all(r.command == "again" for r in found.values())
