"""Probing an atlas: names as users type them, baselines always, remedies where something lacks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import timbrespace
from timbrespace.api.probing import clusters, expand, probe
from timbrespace.atlas import Store
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, SpaceRecord

from ..probing_world import table, vectors


def make_atlas(path, taps):
    """An atlas of the made-up corpus; ``taps``: latents by space id."""
    materials, actions, groups = table()
    ids = [f"{i:016x}" for i in range(1, len(groups) + 1)]
    store = Store(path)
    store.prepare(space=next(iter(taps)))
    columns = {"id": ids, "kind": "sound", "path": [f"{i}.wav" for i in ids], "offset_s": 0.0,
               "duration_s": 1.0, "group": groups, "label.material": materials,
               "label.action": actions, "label.room": np.char.add("room ", groups)}  # fmt: skip
    store.write_items(pd.DataFrame(columns))
    for space_id, rows in taps.items():
        dims = tuple(Dim(f"d{i}") for i in range(rows.shape[1]))
        store.latents_writer(SpaceRecord(space_id, dims, 16_000)).append(ids, list(rows))
    return timbrespace.open(path)


TAPS = {
    "yamnet-h5:2": vectors(1.0, seed=1),
    "yamnet-h5:10": vectors(3.0, seed=2),
    "yamnet-h5:scores": vectors(2.0, seed=3),
    "yamnet-h5:logmel": vectors(0.5, seed=4),
}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return make_atlas(tmp_path_factory.mktemp("probing") / "toy.atlas", TAPS)


def test_all_is_every_layer_in_order_then_the_rest(atlas):
    ordered = ["yamnet-h5:2", "yamnet-h5:10", "yamnet-h5:logmel", "yamnet-h5:scores"]
    assert expand(atlas, ["yamnet:all"]) == ordered == expand(atlas, ["yamnet-h5:all"])
    assert expand(atlas, ["yamnet:10", "yamnet-h5:10"]) == ["yamnet-h5:10"]


def test_layers_stand_beside_log_mel_and_are_compared(atlas):
    probed = probe(atlas, "material", n_permutations=0, combine="action")
    assert [c.title for c in probed.learned] == ["2", "10", "scores"]
    assert [c.role for c in probed.learned] == ["layer", "layer", "other"]
    assert [c.title for c in probed.baselines] == ["log-mel", "log-mel PCA-12"]
    assert {b.chosen for b in probed.bests} == {("10",) * 5} and len(probed.cells) == 6


def test_any_label_can_be_the_group(atlas):
    probed = probe(atlas, "material", spaces=["yamnet:10"], group="room", n_permutations=0)
    assert probed.question.n_groups == 30 and probed.contrasts == ()


def test_clusters_come_with_log_mel(atlas):
    question, candidates, found = clusters(atlas, "action", spaces=["yamnet:all"], ks=[3])
    assert [c.title for c in candidates] == ["2", "10", "scores", "log-mel"]
    assert len(found) == 8 and question.classes == ("hit", "rub")


def test_without_log_mel_no_probe_is_worth_reading(tmp_path):
    bare = make_atlas(tmp_path / "bare.atlas", {"yamnet-h5:2": TAPS["yamnet-h5:2"]})
    with pytest.raises(TimbrespaceError, match="--space yamnet:logmel"):
        probe(bare, "material", spaces=["yamnet:2"])
    with pytest.raises(TimbrespaceError, match="--space yamnet:all"):
        probe(bare, "material")


def test_items_that_a_space_lacks_are_left_out_and_counted(tmp_path):
    atlas = make_atlas(tmp_path / "half.atlas", TAPS)
    more = atlas.store.items()
    extra = more.iloc[:1].assign(id="f" * 16)
    atlas.store.write_items(pd.concat([more, extra], ignore_index=True))
    atlas.refresh()
    probed = probe(atlas, "material", spaces=["yamnet:10"], n_permutations=0)
    assert len(probed.question.y) == 120
    assert probed.question.left_out == {"not encoded in every space": 1}


def test_unknown_names_are_answered_with_those_there_are(atlas):
    with pytest.raises(TimbrespaceError, match="material, action, room, group"):
        probe(atlas, "colour")
    with pytest.raises(TimbrespaceError, match="no space 'yamnet:5'"):
        probe(atlas, "material", spaces=["yamnet:5"])
    with pytest.raises(TimbrespaceError, match="'log-mel' is what spaces are compared with"):
        probe(atlas, "material", spaces=["yamnet:logmel"])
