"""A trained space of a table's rows, on ONNX Runtime.

columns.parquet   the numbers of a row, in order: name, low, span, fill (how they were scaled)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import read_table, write_table
from timbrespace.corpus.tables.columns import Scaling
from timbrespace.corpus.tables.table import Table, read
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, Latents
from timbrespace.spaces.data import items as data_items
from timbrespace.spaces.data.items import LABEL, ORDER, DataItems
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import graphs
from timbrespace.spaces.trained.opened import session_of

if TYPE_CHECKING:
    import onnxruntime

COLUMNS = "columns.parquet"
#: Another table has to have at least this part of the columns.
LEAST_SHARED = 0.5
#: Rows that go through the network at once.
_BATCH = 256


def open_folder(folder: Path) -> TableSpace:
    """The space of a folder that ``timbrespace train table`` has made."""
    return TableSpace(folder)


class TableSpace:
    """Rows to latents and back, in the table's own units; a ``DataSpace``.

    Args:
        folder: Where it lies.

    Raises:
        TimbrespaceError: It is not the folder of such a space, or it is damaged.
    """

    kind = "table"
    rate_hz: float | None = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        facts = folders.read(folder)
        self.id, self.name = facts.id, facts.name
        self.dims: tuple[Dim, ...] = facts.dims
        self.model_hash = folders.model_hash(folder)
        model = graphs.load(folder / folders.MODEL)
        self._encoder = session_of(model, self.kind, "latents")
        self._decoder = session_of(model, self.kind, "values_out")
        #: What each number of a row is called, and how it was scaled.
        self.columns, self.scaling = _read_columns(folder, facts.model.get("n_columns"))

    def items(self) -> DataItems:
        """The rows that it was trained with, held-out ones included."""
        return data_items.read(self._folder)

    def read(self, path: Path) -> DataItems:
        """The rows of another table with these columns, either way up.

        What is missing of a column, or all of it, is filled in with the mean of the rows that
        the space was trained on. Labels and orders are found as in training.

        Raises:
            TimbrespaceError: It is no table, or has fewer than half of the columns.
        """
        return self.encoded(self.fitting(read(path, measures=self.columns)))

    def encode(self, values: NDArray[np.float32]) -> Latents:
        """The latents ``(N, D)`` of rows ``(N, columns)``; NaN where a value is missing."""
        return _in_batches(self._encoder, "values", values)

    def decode(self, latents: Latents) -> NDArray[np.float32]:
        """Rows ``(N, columns)`` from latents ``(N, D)``."""
        return _in_batches(self._decoder, "latents_in", latents)

    def facts(self) -> dict[str, Any]:
        """How well it does, from its ``metrics.json``."""
        return folders.read_metrics(self._folder)

    def encoded(self, table: Table, parts: Sequence[str] = ()) -> DataItems:
        """A table with just these columns as items with latents.

        Args:
            table: Its columns are those of the space, in order.
            parts: ``"train"``, ``"validation"`` or ``"test"`` of each row; none: ``""``.
        """
        import pandas as pd

        part = list(parts) or [""] * len(table)
        held = pd.DataFrame(
            {"id": table.ids(), "title": table.names, "group": table.groups, "part": part},
            dtype="string",
        )
        labels = {
            LABEL + name: pd.array(list(values), dtype="string")
            for name, values in table.labels.items()
        }
        orders = {ORDER + name: values for name, values in table.orders.items()}
        held = held.assign(**labels, **orders)
        return DataItems(held, self.encode(table.values), np.arange(len(table) + 1))

    def fitting(self, table: Table) -> Table:
        """A table with the columns of the space, in order; those it lacks are missing.

        Raises:
            TimbrespaceError: It has fewer than half of them.
        """
        from dataclasses import replace

        place = {name: i for i, name in enumerate(table.columns)}
        found = [i for i, name in enumerate(self.columns) if name in place]
        if len(found) < LEAST_SHARED * len(self.columns):
            raise TimbrespaceError(
                f"The table has {len(found)} of the {len(self.columns)} columns that "
                f"'{self.id}' was trained with ('{self.columns[0]}', ...).",
                "Give a table of the same measures, by the same names.",
            )
        values = np.full((len(table), len(self.columns)), np.nan, np.float32)
        values[:, found] = table.values[:, [place[self.columns[i]] for i in found]]
        lacking = len(self.columns) - len(found)
        notes = list(table.notes)
        if lacking:
            notes.append(f"{lacking} columns are not there: the mean of training stands in.")
        return replace(table, columns=self.columns, values=values, notes=tuple(notes))


def write_columns(folder: Path, names: Sequence[str], scaling: Scaling) -> None:
    """Put the names of the columns, and how they are scaled, beside a model."""
    import pandas as pd

    table = pd.DataFrame(
        {"name": list(names), "low": scaling.low, "span": scaling.span, "fill": scaling.fill}
    )
    write_table(folder / COLUMNS, table)


def _read_columns(folder: Path, expected: int | None) -> tuple[tuple[str, ...], Scaling]:
    try:
        table, _ = read_table(folder / COLUMNS)
        low, span, fill = (table[name].to_numpy(np.float32) for name in ("low", "span", "fill"))
        if len(table) != expected:
            raise ValueError(f"{len(table)} where the network has {expected}")
        return tuple(map(str, table["name"])), Scaling(low, span, fill)
    except (OSError, KeyError, ValueError) as error:
        raise TimbrespaceError(
            f"'{folder / COLUMNS}' does not say what the columns are ({error}).", graphs.REMEDY
        ) from error


def _in_batches(
    session: onnxruntime.InferenceSession, name: str, rows: NDArray[Any]
) -> NDArray[np.float32]:
    whole = np.ascontiguousarray(rows, np.float32)
    made = [session.run(None, {name: whole[at : at + _BATCH]})[0]
            for at in range(0, max(1, len(whole)), _BATCH)]  # fmt: skip
    return np.concatenate(made).astype(np.float32, copy=False)
