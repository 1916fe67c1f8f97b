"""Twin of ``train/table/measure.py``; ``test_kind`` holds it to account on a trained space."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

from timbrespace.jobs import Job
from timbrespace.train.table.measure import components_of, measure

from .test_material import gathered
from .world import write


class Perfect:
    """A space whose latents are the rows themselves."""

    def __init__(self, n_columns: int, noise: float = 0.0) -> None:
        self.dims, self._noise = range(n_columns), noise

    def encode(self, values: np.ndarray) -> np.ndarray:
        return np.nan_to_num(values, nan=500.0)

    def decode(self, latents: np.ndarray) -> np.ndarray:
        return latents + self._noise


def test_what_comes_back_whole_is_explained_whole(tmp_path) -> None:
    rows = gathered(write(tmp_path))
    n = len(rows.table.columns)
    explained, error = measure(Perfect(n), rows, Job("train"))["reconstruction"]
    assert explained["value"] == pytest.approx(1) and error["value"] == pytest.approx(0, abs=1e-6)
    worse, off = measure(Perfect(n, 30.0), rows, Job("train"))["reconstruction"]
    assert worse["value"] < 1 and off["value"] == pytest.approx(
        (30.0 / rows.scaling.span).mean(), rel=0.3
    )
    assert worse["baselines"]["mean row"] == 0
    assert worse["low"] <= worse["value"] <= worse["high"]


def test_components_are_those_of_the_rows() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 3)) @ rng.normal(size=(3, 12)) + 5.0
    assert np.allclose(components_of(x, 3).again(x), x)
    two = components_of(x, 2)
    assert np.allclose(two.axes @ two.axes.T, np.eye(2))
    assert two.encode(x).var(axis=0)[0] >= two.encode(x).var(axis=0)[1]
    assert len(components_of(x[:3], 10).axes) == 2
