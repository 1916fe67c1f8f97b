"""In which order items follow each other, without a look at their labels unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.whitening import Floats
from timbrespace.spaces.data.items import ORDER, DataItems

#: ``"near"``: a short way from item to item; ``"given"``: as the data has them.
NEAR, GIVEN = "near", "given"

Indices = NDArray[np.int64]


def arranged(items: DataItems, by: str = NEAR) -> Indices:
    """All items, in an order ``(N,)``.

    Args:
        items: Of a data space.
        by: ``"near"``, ``"given"``, a column that puts items in order (time, dose), or a label:
            its levels one after another, near ones beside each other within each.

    Raises:
        TimbrespaceError: There is no such order.

    Example:
        >>> import pandas as pd
        >>> rows = np.array([[0.0], [5.0], [1.0]], np.float32)
        >>> table = pd.DataFrame({"id": ["a", "b", "c"], "order.dose": [1.0, 3.0, 2.0]})
        >>> items = DataItems(table, rows, np.arange(4))
        >>> arranged(items).tolist(), arranged(items, "dose").tolist()
        ([1, 2, 0], [0, 2, 1])
    """
    check_order(items, by)
    if by == GIVEN:
        return np.arange(len(items))
    if by == NEAR:
        return short_way(items.means())
    if ORDER + by in items.table:
        return _by_column(items, by)
    levels, means = items.labelled(by), items.means()
    parts = [np.flatnonzero(levels == level) for level in dict.fromkeys(sorted(levels))]
    return np.concatenate([part[short_way(means[part])] for part in parts])


def check_order(items: DataItems, by: str) -> None:
    """See that there is an order, before any work is done for it.

    Raises:
        TimbrespaceError: There is none such.
    """
    if by not in (NEAR, GIVEN, *items.orders(), *items.labels()):
        raise TimbrespaceError(f"These items have no order '{by}'.", _known(items))


def usual_order(items: DataItems) -> str:
    """The one column that puts items in order (time, dose); near ones, if none does or several.

    Example:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"id": ["a", "b"], "order.dose": [1.0, 3.0]})
        >>> items = DataItems(table, np.zeros((2, 1), np.float32), np.arange(3))
        >>> usual_order(items)
        'dose'
    """
    columns = _orders(items)
    return columns[0] if len(columns) == 1 else NEAR


def following(items: DataItems, by: str, order: Indices) -> Indices:
    """The item after each ``(N,)``; -1 after the last one.

    By a column (time, dose) of items that form groups (a patient, a culture), each group is a
    sequence of its own.
    """
    after = np.full(len(items), -1, np.int64)
    groups = items.table["group"].to_numpy() if _in_sequences(items, by) else None
    for one, other in pairwise(order.tolist()):
        if groups is None or groups[one] == groups[other]:
            after[one] = other
    return after


def short_way(points: NDArray[np.floating]) -> Indices:
    """A short way ``(N,)`` through points ``(N, D)``: from an end on to the nearest left."""
    rows: Floats = np.asarray(points, np.float64)
    if len(rows) < 3:
        return np.arange(len(rows))
    return np.fromiter(_nearest_first(rows), np.int64, len(rows))


def _nearest_first(rows: Floats) -> Iterator[int]:
    squares = np.square(rows).sum(axis=1)
    left = np.ones(len(rows), np.bool_)
    at = int(np.square(rows - rows.mean(axis=0)).sum(axis=1).argmax())
    for _ in range(len(rows)):
        yield at
        left[at] = False
        at = int(np.where(left, squares - 2 * rows @ rows[at], np.inf).argmin())


def _orders(items: DataItems) -> list[str]:
    """The names of the columns that put items in order; keywords stay keywords."""
    return [name for name in items.orders() if name not in (NEAR, GIVEN)]


def _known(items: DataItems) -> str:
    """All orders; in quotes what the data calls so."""
    said = [f"Use {NEAR} or {GIVEN}"]
    for kind, names in (("column", _orders(items)), ("label", items.labels())):
        if names:
            quoted = ", ".join(f"'{name}'" for name in names)
            said.append(f"the {kind}{'s'[: len(names) > 1]} {quoted}")
    return "; or ".join(said) + "."


def _by_column(items: DataItems, by: str) -> Indices:
    values = items.table[ORDER + by].to_numpy(np.float64)
    if not _in_sequences(items, by):
        return np.argsort(values, kind="stable")
    groups = items.table["group"].astype(str).to_numpy()
    return np.lexsort((values, groups))


def _in_sequences(items: DataItems, by: str) -> bool:
    """Whether items are in order within groups of several."""
    table = items.table
    return ORDER + by in table and "group" in table and table["group"].nunique() < len(table)
