"""Twin of ``sonify/labels.py``."""

from __future__ import annotations

import pandas as pd

from tests.sonify.world import rows
from timbrespace.corpus.joined import join
from timbrespace.sonify.folder import names_of
from timbrespace.sonify.labels import TABLE, label_table, write_labels
from timbrespace.spaces.data.items import DataItems


def changed(**columns):
    items = rows()
    table = items.table.assign(**columns)
    return DataItems(table, items.latents, items.offsets)


def test_a_corpus_reads_every_label_and_the_groups(tmp_path):
    items = changed(**{"label.stage, as told": ["I", "NA", None, "ü"] * 6})
    write_labels(tmp_path, items, names_of(items))
    found = join(tmp_path / TABLE, names_of(items), tmp_path)
    assert found.columns["kind"] == items.table["label.kind"].tolist()
    assert found.columns["stage, as told"] == ["I", "NA", None, "ü"] * 6
    assert found.every["group"] == items.table["group"].tolist()
    assert found.counts["labels_matched"] == 24


def test_labels_that_are_called_like_other_columns_stay_labels(tmp_path):
    items = changed(**{"label.group": ["x", "y"] * 12, "label.File": ["u", "v"] * 12})
    write_labels(tmp_path, items, names_of(items))
    found = join(tmp_path / TABLE, names_of(items), tmp_path)
    assert found.columns["label.group"] == ["x", "y"] * 12
    assert found.columns["label.File"] == ["u", "v"] * 12
    assert found.every["group"] == items.table["group"].tolist()


def test_without_groups_every_item_is_its_own():
    items = rows()
    alone = DataItems(items.table.drop(columns="group"), items.latents, items.offsets)
    made = label_table(alone, names_of(alone))
    assert isinstance(made, pd.DataFrame)
    assert made["group"].tolist() == items.table["id"].tolist()
