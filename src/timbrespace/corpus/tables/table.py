"""A table of items by numbers, with their labels, and what was done to it as it was read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.tables.frame import read_frame
from timbrespace.corpus.tables.roles import Roles, roles, text_of
from timbrespace.corpus.tables.upright import Upright, upright
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: A row of which more than this part is missing says too little.
MOST_MISSING = 0.5


@dataclass(frozen=True)
class Table:
    """Items by numbers.

    Args:
        names: What each item is called ``(N,)``.
        columns: What each number is called ``(C,)``.
        values: ``(N, C)`` float32; NaN where a value is missing.
        groups: What belongs together ``(N,)``.
        labels: Of each item, by the label's name; None where missing.
        orders: Numbers by which items can be put in order ``(N,)``, by name.
        turned: Whether the file had items as columns.
        notes: What was done to it, as sentences.
        left_out: Names of items that were left out, as too much of them is missing.
    """

    names: tuple[str, ...]
    columns: tuple[str, ...]
    values: NDArray[np.float32]
    groups: tuple[str, ...]
    labels: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    orders: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    turned: bool = False
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    @property
    def n_missing(self) -> int:
        """Values that are missing."""
        return int(np.isnan(self.values).sum())

    def ids(self) -> list[str]:
        """Sixteen hex digits for each item, from its name and its numbers."""
        rows = np.ascontiguousarray(self.values)
        return [
            hashlib.sha256(name.encode() + b"\0" + row.tobytes()).hexdigest()[:16]
            for name, row in zip(self.names, rows, strict=True)
        ]

    def take(self, index: NDArray[np.int64]) -> Table:
        """The items of these numbers, in this order."""

        def of(values: Sequence[str]) -> tuple[str, ...]:
            return tuple(values[i] for i in index)

        return Table(
            of(self.names), self.columns, self.values[index], of(self.groups),
            {name: tuple(held[i] for i in index) for name, held in self.labels.items()},
            {name: held[index] for name, held in self.orders.items()},
            self.turned, self.notes, self.left_out,
        )  # fmt: skip


def read(
    path: Path,
    *,
    transpose: bool | None = None,
    labels: Sequence[str] = (),
    orders: Sequence[str] = (),
    group: str | None = None,
    measures: Collection[str] = (),
) -> Table:
    """Read a table of numbers, whichever way up it lies.

    Args:
        path: CSV, TSV (gzipped or not) or Parquet.
        transpose: Whether items are its columns; None: it is seen from names and numbers.
        labels: Columns that are labels; none named: those that look like it.
        orders: Columns that put items in order (time, dose); none named: those called so.
        group: A column that says which items belong together; default: each is its own.
        measures: Names of numbers that are known to be in it.

    Raises:
        TimbrespaceError: The file is no table, a column is not there, or nothing is left.
    """
    stood = upright(read_frame(path), transpose, measures)
    found = roles(stood.frame, labels, orders, group)
    values = _values(stood.frame, found.numbers)
    missing = np.isnan(values).mean(axis=1)
    keep = missing <= MOST_MISSING
    names = _names(stood.frame, found)
    left_out = tuple(name for name, kept in zip(names, keep, strict=True) if not kept)
    if not keep.any():
        raise TimbrespaceError(
            f"More than half of each row of '{path}' is missing.",
            "Fill it in, or leave out the columns that are mostly empty.",
        )
    groups = text_of(stood.frame[group]) if group else names
    table = Table(
        tuple(names),
        found.numbers,
        values,
        tuple(each or name for each, name in zip(groups, names, strict=True)),
        {name: tuple(text_of(stood.frame[name])) for name in found.labels},
        {name: _numbers(stood.frame[name]) for name in found.orders},
        stood.turned,
        tuple(_notes(stood, found, values[keep], left_out)),
        left_out,
    )
    return table.take(np.flatnonzero(keep))


def _names(frame: pd.DataFrame, found: Roles) -> list[str]:
    if found.name is None:
        return [f"row {i + 1}" for i in range(len(frame))]
    return [str(value) for value in frame[found.name]]


def _values(frame: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.float32]:
    """The numbers ``(N, C)``; NaN where one is missing, infinite, or beyond float32."""
    held = frame[list(columns)]
    plain = np.array([kind.kind in "iufb" for kind in held.dtypes])
    values = np.empty(held.shape, np.float32)
    with np.errstate(over="ignore"):
        values[:, plain] = held.loc[:, plain].to_numpy(np.float32, na_value=np.nan)
        # A number among words for a missing one makes a column of text.
        for i in np.flatnonzero(~plain).tolist():
            values[:, i] = _numbers(held[columns[i]])
    values[~np.isfinite(values)] = np.nan
    return values


def _numbers(column: pd.Series) -> NDArray[np.float64]:
    """The values ``(N,)``; dates as days since 1970, spans of time as days."""
    import pandas as pd

    if column.dtype.kind == "M":
        column = column.dt.tz_localize(None) - pd.Timestamp(0)
    if column.dtype.kind == "m":
        column = column.dt.total_seconds() / 86_400
    return pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)


def _notes(
    stood: Upright, found: Roles, values: NDArray[np.float32], left_out: Sequence[str]
) -> Iterator[str]:
    way = ("Its columns are the items: it was turned", "--no-transpose") if stood.turned else (
        "Its rows are the items", "--transpose")  # fmt: skip
    yield f"{way[0]}, {stood.because} ({way[1]} has it the other way)."
    yield f"{len(values)} items by {values.shape[1]} numbers{_said(found)}."
    missing = int(np.isnan(values).sum())
    if missing:
        yield (
            f"{missing} of {values.size} values are missing ({missing / values.size:.2%}): "
            "they are filled in with the column's mean, and are not learned from."
        )
    if left_out:
        yield (
            f"{len(left_out)} items left out, as more than half of their values are missing "
            f"(for instance '{left_out[0]}')."
        )
    if found.ignored:
        shown = ", ".join(found.ignored[:5]) + (", ..." if len(found.ignored) > 5 else "")
        yield f"{len(found.ignored)} columns are neither numbers nor labels: {shown}."


def _said(found: Roles) -> str:
    parts = [f"named by '{found.name}'"] if found.name else []
    parts += [f"labelled by {', '.join(found.labels)}"] if found.labels else []
    parts += [f"in the order of {', '.join(found.orders)}"] if found.orders else []
    return f", {'; '.join(parts)}" if parts else ""
