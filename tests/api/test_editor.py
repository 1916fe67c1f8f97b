"""An editor finds its flow, and never reads a sound with a probe that has learnt it."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.api.editor import open_editor
from timbrespace.errors import TimbrespaceError

from .edit_atlas import LAYER


@pytest.fixture(scope="module")
def editor(edit_atlas, random_weights):
    return open_editor(edit_atlas, layer=LAYER, weights=random_weights)


def test_it_finds_the_one_flow_of_the_layer(editor):
    assert editor.factors == ("material", "action")
    assert editor.flow.n_dims == editor.sounds.layer.n_dims


def test_labels_and_groups_are_the_items_own(editor):
    items = editor.sounds.atlas.items
    row = items.iloc[5]
    assert editor.label_of(row["id"], "material") == row["label.material"]
    own = editor.group_of(row["id"])
    same = items[items["group"] == row["group"]]["id"]
    assert {editor.group_of(i) for i in same} == {own}


def test_a_bench_without_a_group_knows_none_of_its_rows(editor):
    own = editor.group_of(editor.sounds.atlas.items["id"][0])
    bench = editor.bench_without(own)
    assert own not in bench.rows.groups
    assert len(bench.rows.z) == (editor.data.groups != own).sum()
    assert editor.bench_without(own) is bench
    assert set(bench.probes) == {"layer", "logits"}
    assert np.isfinite(bench.rows.z).all()


def test_a_flow_that_is_not_there_is_said(edit_atlas, random_weights):
    with pytest.raises(TimbrespaceError, match="disentangle"):
        open_editor(edit_atlas, layer=LAYER, model="other", weights=random_weights)
