"""Results of explanations stand beside their baselines."""

from __future__ import annotations

import numpy as np

from tests.surrogates.analysis_world import NAMES, ToySurrogate, points, truth
from timbrespace.surrogates.explain.importance import permutation_importance
from timbrespace.surrogates.explain.local import around
from timbrespace.surrogates.explain.records import of_importance, of_local


def test_each_word_and_dim_has_its_record():
    held = points(200)
    found = permutation_importance(
        truth, held.latents.astype(float), held.values, NAMES, [f"z{i}" for i in range(5)],
        floor=np.full(4, 0.01),
    )  # fmt: skip
    records = of_importance(found, "toy:one", "explain it")
    assert len(records) == 20 and {r.where["word"] for r in records} == set(NAMES)
    assert all(r.baselines == {"a dim that does nothing": 0.01} for r in records)
    assert all(r.low <= r.value <= r.high for r in records)


def test_agreement_stands_beside_that_with_another_words_line():
    rng = np.random.default_rng(0)
    places = [around(ToySurrogate(), 0.3 * rng.standard_normal(5), truth) for _ in range(3)]
    records = {(r.name, r.where["word"]): r for r in of_local(places, "toy:one")}
    cosine = records["local cosine", "roughness"]
    assert cosine.value > 0.95 and cosine.beats()
    assert cosine.n_items == 3 and ("local fit", "brightness") in records
    assert of_local([], "toy:one") == []
