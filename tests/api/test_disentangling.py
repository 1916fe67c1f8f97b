"""disentangle: from an atlas to a model in it, and back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from timbrespace.api.atlas import Atlas
from timbrespace.api.disentangling import data_of, disentangle, flow_names, load_flow
from timbrespace.atlas import Store
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.flow.synthetic import two_factors
from timbrespace.spaces.base import Dim, SpaceRecord

pytest.importorskip("torch")
pytest.importorskip("zuko")

from timbrespace.factors.flow.training import Schedule

QUICK = {
    "schedule": Schedule(n_steps=30, batch_pairs=32, check_every=10),
    "n_blocks": 1,
    "dims": 1,
    "judge": False,
}


@pytest.fixture
def atlas(tmp_path) -> Atlas:
    """An atlas of known latents: pooled, and the same as projected frames, two an item."""
    data = two_factors(n_groups=40, takes=2, n_classes=3)
    n = len(data.z)
    ids = [f"{i + 1:016x}" for i in range(n)]
    items = pd.DataFrame({"id": ids, "kind": "sound", "path": ids, "duration_s": 1.0})
    items["group"] = [f"g{g}" for g in data.groups]
    for name, codes in data.labels.items():
        items[f"label.{name}"] = [f"{name}{c}" for c in codes]
    items.loc[0, "label.action"] = None
    store = Store(tmp_path / "known.atlas")
    store.prepare(space="toy:1")
    store.write_items(items)
    dims = tuple(Dim(f"d{i}") for i in range(data.z.shape[1]))
    store.latents_writer(SpaceRecord("toy:1", dims, None)).append(ids, list(data.z))
    frames = [np.stack([row, row + 0.01]) for row in data.z]
    record = SpaceRecord("toy:1:pca5", dims, None, framed=True)
    store.latents_writer(record).append(ids, frames)
    return Atlas(store, None)


def test_a_model_is_kept_and_comes_back_the_same(atlas):
    found = disentangle(atlas, space="toy:1", **QUICK)
    assert found.n_items == 80 and found.n_groups == 40 and not found.judged
    assert any("1 of 80 rows have no action" in note for note in found.notes)
    assert flow_names(atlas) == [found.model.name]
    assert not list(found.folder.rglob("*.pkl")) and (found.folder / "projection").is_dir()
    again = load_flow(atlas)
    x = atlas.pooled("toy:1")
    assert np.array_equal(again.forward(x), found.model.forward(x))
    assert np.abs(again.inverse(again.forward(x)) - x).max() < 1e-3
    assert again.classes["material"] == ("material0", "material1", "material2")
    assert again.space == "toy:1"


def test_frames_of_a_projected_space_are_rows_with_their_items_labels(atlas):
    data = data_of(atlas, ["material", "action"], space="toy:1:pca5")
    assert len(data) == 160 and data.projected
    assert data.items.tolist() == sorted([*range(80), *range(80)])
    assert (data.labels["material"][::2] == data.labels["material"][1::2]).all()
    found = disentangle(atlas, space="toy:1:pca5", name="framed", **QUICK)
    assert found.model.projection is None and found.n_rows == 160
    assert load_flow(atlas, "framed").projection is None


def test_the_same_seed_gives_the_same_files(atlas):
    one = disentangle(atlas, space="toy:1", name="one", **QUICK)
    two = disentangle(atlas, space="toy:1", name="two", **QUICK)
    for file in ("weights.safetensors", "config.toml", "projection/weights.safetensors"):
        assert (one.folder / file).read_bytes() == (two.folder / file).read_bytes()


def test_errors_say_what_there_is(atlas):
    with pytest.raises(TimbrespaceError, match="no label 'colour' .*material, action"):
        disentangle(atlas, ["colour"], space="toy:1", **QUICK)
    with pytest.raises(TimbrespaceError, match="has not one flow"):
        load_flow(atlas)
    with pytest.raises(TimbrespaceError, match="no flow 'x'"):
        load_flow(atlas, "x")
    with pytest.raises(TimbrespaceError, match="Dims are given for material"):
        disentangle(atlas, space="toy:1", **{**QUICK, "dims": {"material": 1}})
