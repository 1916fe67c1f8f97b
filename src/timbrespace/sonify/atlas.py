"""The data's map, which plays the data's sounds: an atlas of rows or clips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.atlas import Store, writing
from timbrespace.corpus.rejects import table_of
from timbrespace.corpus.table import COLUMNS, Corpus, item_id, item_table
from timbrespace.jobs import Job
from timbrespace.sonify.folder import Line
from timbrespace.spaces.base import SpaceRecord
from timbrespace.spaces.data.base import DataSpace
from timbrespace.spaces.data.items import LABEL, ORDER, DataItems

if TYPE_CHECKING:
    import pandas as pd

#: What the items of such an atlas are: those that stand still, and those that move.
ROW, CLIP = "row", "clip"
#: The column with the item's own id in its data space, which no change of voice changes.
DATA_ID = "data_id"
#: A label that says what a space was trained with.
PART = "part"


def write_atlas(
    path: Path,
    sounds: Path,
    space: DataSpace,
    items: DataItems,
    lines: Sequence[Line],
    sample_rate: int,
    channels: int,
    *,
    about: dict[str, Any],
    job: Job,
) -> Store:
    """An atlas whose latents are the data's, and whose sounds are those made of it.

    Sounds are described, so that the map can be coloured by what is heard.

    Args:
        path: Of the atlas.
        sounds: Where the WAVs lie.
        space: Of the data.
        items: In the order of the lines.
        lines: What is known of their sounds.
        sample_rate: Of the WAVs, in Hz.
        channels: Of the WAVs.
        about: What ``atlas.json`` is to say beside.
        job: Progress in seconds of sound.

    Raises:
        Cancelled: The job was asked to stop; the same call goes on.
    """
    from timbrespace.semantics.encoder import DescriptorEncoder
    from timbrespace.spaces.encode import encode

    store = Store(path)
    record = record_of(space, items)
    with writing(path):
        store.prepare(space=record.id, **about)
    table = items_table(items, lines, sample_rate, channels)
    corpus = Corpus(sounds, table, table_of([]))
    encode(corpus, [DescriptorEncoder()], store, job=job)
    with writing(path):
        _write_latents(store, record, items, table["id"].astype(str).tolist())
    return store


def record_of(space: DataSpace, items: DataItems) -> SpaceRecord:
    """What an atlas keeps of a data space."""
    rate = {} if items.rate_hz is None else {"rate_hz": f"{items.rate_hz:g}"}
    return SpaceRecord(
        space.id, tuple(space.dims), None, framed=items.moves, model_hash=space.model_hash,
        notes={"kind": space.kind, **rate},
    )  # fmt: skip


def items_table(
    items: DataItems, lines: Sequence[Line], sample_rate: int, channels: int
) -> pd.DataFrame:
    """One row an item: the columns of a corpus, its labels, ``p.NAME`` for numbers of order."""
    import pandas as pd

    table = items.table.reset_index(drop=True)
    groups = table["group"] if "group" in table else table["id"]
    kind = CLIP if items.moves else ROW
    rows = [
        (item_id(line.path, line.sha256, line.offset_s, line.duration_s), kind, line.path,
         line.offset_s, line.duration_s, sample_rate, channels, line.sha256, str(group))
        for line, group in zip(lines, groups, strict=True)
    ]  # fmt: skip
    made = item_table(rows, _labels(items))
    assert list(made.columns[: len(COLUMNS)]) == list(COLUMNS)
    more: dict[str, Any] = {DATA_ID: table["id"].astype("string")}
    more |= {"p." + name: table[ORDER + name].astype("float64") for name in items.orders()}
    return pd.concat([made, pd.DataFrame(more)], axis=1)


def _labels(items: DataItems) -> dict[str, list[str | None]]:
    """The labels, and in which part of the data an item was where that tells items apart."""
    table = items.table
    labels = {name: _texts(table[LABEL + name]) for name in items.labels()}
    if PART in table and PART not in labels and table[PART].nunique() > 1:
        labels[PART] = _texts(table[PART])
    return labels


def _texts(column: pd.Series[Any]) -> list[str | None]:
    return [None if value is None or value != value or value == "" else str(value)
            for value in column.astype(object)]  # fmt: skip


def _write_latents(store: Store, record: SpaceRecord, items: DataItems, ids: list[str]) -> None:
    writer = store.latents_writer(record)
    missing = [i for i, item in enumerate(ids) if item not in writer]
    rows = [items.rows(i) if items.moves else items.rows(i)[0] for i in missing]
    writer.append([ids[i] for i in missing], [np.asarray(row, np.float32) for row in rows])
    writer.put_in_order(ids)
