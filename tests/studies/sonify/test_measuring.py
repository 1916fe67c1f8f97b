"""Evidence as records: what is clear is told, what is noise is not, and each has its baselines."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.studies.records import Records
from timbrespace.studies.sonify.measuring import Evidence, measure, returned

from ...sonify.world import clips, rows

N = 60


@pytest.fixture(scope="module")
def told():
    items = rows(N)
    items.table["group"] = [f"g{i}" for i in range(N)]
    items.table["part"] = ["test" if i % 2 else "train" for i in range(N)]
    means, rng = items.means(), np.random.default_rng(0)
    noise = rng.normal(size=means.shape).astype(np.float32)
    heard = {
        "gaussian": {"log-mel": means, "descriptors": means},
        "random": {"log-mel": noise, "descriptors": np.where(noise > 2, np.nan, noise)},
    }
    sent = {how: runs(means) for how in heard}
    returned = {"gaussian": runs(means + 0.1 * noise), "random": runs(noise)}
    found, kept = measure(
        Evidence("genes", "bells", "kind", items, heard, sent, returned, 19, 0, "a command")
    )
    return Records(found), kept


def runs(rows):
    """Each row as a run of three frames about it."""
    return [row + np.array([[-0.1], [0.0], [0.1]], np.float32) for row in rows]


def test_labels_are_told_from_what_is_clear(told):
    records, _ = told
    clear = records.one("label_accuracy", how="gaussian", ear="log-mel", part="held-out")
    lost = records.one("label_accuracy", how="random", ear="log-mel", part="held-out")
    assert clear.value > 0.9 > 0.7 > lost.value
    assert clear.baselines["random projection"] == lost.value
    assert {"uniform", "majority"} <= set(clear.baselines)
    assert records.one("accuracy_ratio", how="gaussian", ear="log-mel").value > 0.9
    assert records.one("accuracy_margin", how="gaussian", ear="log-mel", part="all").low > 0


def test_the_data_are_their_own_measure(told):
    records, _ = told
    own = records.at("label_accuracy", part="all", **{"from": "data"})
    assert len(own) == 1 and next(iter(own)).value > 0.9


def test_distances_and_latents_are_measured_on_held_out_items(told):
    records, _ = told
    far = records.one("distance_spearman", how="gaussian", ear="descriptors")
    assert far.value == pytest.approx(1.0) and far.where["part"] == "held-out"
    lost = records.one("distance_spearman", how="random", ear="descriptors")
    assert lost.p > 0.05 and far.baselines["random projection"] == lost.value
    back = records.one("returned_found", how="gaussian")
    assert back.value == 1.0 and back.baselines["chance"] == pytest.approx(1 / 30)
    assert records.one("returned_r2", how="random").value < 0.5


def test_every_class_has_an_exact_interval(told):
    records, kept = told
    recalls = list(records.at("label_recall"))
    assert [r.where["label"] for r in recalls] == kept["classes"] == ["k0", "k1", "k2"]
    assert all(r.low < r.value <= r.high for r in recalls)
    assert sum(r.n_items for r in recalls) == N == len(kept["said"])


def test_every_record_has_its_command(told):
    records, _ = told
    assert all(record.command == "a command" for record in records)


def test_what_moves_is_followed():
    items = clips(12)
    tracks = [items.rows(i) for i in range(12)]
    noise = np.random.default_rng(1).normal(size=(12, 8)).astype(np.float32)
    heard = {"gaussian": {"log-mel": noise, "descriptors": noise}}
    evidence = Evidence("motion", "bells", "gait", items, heard, {"gaussian": tracks},
                        {"gaussian": [2 * track for track in tracks]}, 0, 0, "")  # fmt: skip
    (moved,) = [r for r in returned(evidence, "gaussian") if r.name == "returned_movement"]
    assert moved.value == pytest.approx(1.0) and moved.baselines["another item"] < 0.9
    assert evidence.vectors.shape == (12, 8)
