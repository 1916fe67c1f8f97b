"""What each column of a table is: a name, a label, an order, or a number to learn from."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: Names of columns of numbers that are labels, orders and names all the same.
LABELS = {"label", "labels", "class", "target", "cluster", "category", "species", "cancer_type"}
ORDERS = {"time", "dose", "order", "timepoint", "time_point", "day", "days", "hour", "hours",
          "minute", "minutes", "week", "weeks", "pseudotime", "concentration"}  # fmt: skip
NAMES = {"id", "index", "name", "sample", "sample_id", "item", "row", "patient_id", "barcode"}
#: A column of text in which more than this part of the values is a number holds numbers.
MOSTLY = 0.8
#: A label says the same of several items: more distinct values than this part are free text.
FEW = 0.5


@dataclass(frozen=True)
class Roles:
    """The columns of a table by what they are.

    Args:
        name: What names the items; None where nothing does.
        labels: Columns of text, or of codes, that several items share.
        orders: Columns of numbers by which items can be put in order.
        numbers: What is learned from.
        ignored: Columns that are neither.
    """

    name: str | None
    labels: tuple[str, ...]
    orders: tuple[str, ...]
    numbers: tuple[str, ...]
    ignored: tuple[str, ...]


def roles(
    frame: pd.DataFrame,
    labels: Sequence[str] = (),
    orders: Sequence[str] = (),
    group: str | None = None,
) -> Roles:
    """What the columns of an upright table are.

    Args:
        frame: Items as rows; dates are orders.
        labels: Columns that are labels; none named: those of text with few distinct values, and
            those of :data:`LABELS`.
        orders: Columns by which items are put in order; none named: those of :data:`ORDERS`.
        group: A column that says what belongs together: nothing to learn from.

    Raises:
        TimbrespaceError: A column that is named is not there, or no number is left.

    Example:
        >>> import pandas as pd
        >>> found = roles(pd.DataFrame({"sample": ["a", "b"], "label": ["x", "x"], "g": [1, 2]}))
        >>> found.name, found.labels, found.numbers
        ('sample', ('label',), ('g',))
    """
    for wanted in (*labels, *orders, *([group] if group else [])):
        _check_there(frame, wanted)
    name = _name_of(frame, {*labels, *orders})
    said = {*labels, *orders, *([group] if group else []), *([name] if name else [])}
    found: dict[str, list[str]] = {"label": [*labels], "order": [*orders], "number": [],
                                   "ignored": []}  # fmt: skip
    for column in frame.columns:
        if column not in said:
            found[_role(frame[column], bool(labels), bool(orders))].append(str(column))
    if not found["number"]:
        raise TimbrespaceError(
            "This table has no column of numbers to learn from.",
            "Give one with numbers; if it lies on its side, --transpose turns it.",
        )
    parts = (tuple(found[key]) for key in ("label", "order", "number", "ignored"))
    return Roles(name, *parts)


def is_numeric(column: pd.Series) -> bool:
    """Whether a column holds numbers, apart from a few words for a missing one."""
    import pandas as pd

    if column.dtype.kind in "iufb":
        return True
    if column.dtype.kind in "Mm":
        return False
    known = column.dropna()
    return bool(len(known)) and bool(pd.to_numeric(known, errors="coerce").notna().mean() > MOSTLY)


def _role(column: pd.Series, labels_named: bool, orders_named: bool) -> str:
    name = str(column.name).strip().lower()
    numeric = is_numeric(column)
    if not labels_named and name in LABELS:
        return "label"
    if not orders_named and name in ORDERS and numeric:
        return "order"
    if numeric:
        return "number"
    if column.dtype.kind in "Mm":
        return "ignored" if orders_named else "order"
    few = 2 <= column.nunique() <= max(2, FEW * len(column))
    return "label" if few and not labels_named else "ignored"


def _name_of(frame: pd.DataFrame, taken: set[str]) -> str | None:
    """The first column whose values tell all rows apart, of text or called a name."""
    for column in map(str, frame.columns):
        values = frame[column]
        if column in taken or values.dtype.kind in "Mm":
            continue
        named = column.strip().lower() in NAMES
        whole = values.dtype.kind in "iu" or not is_numeric(values)
        if (named and whole and values.is_unique) or (
            not is_numeric(values) and values.nunique() == len(values) > 0
        ):
            return column
    return None


def _check_there(frame: pd.DataFrame, wanted: str) -> None:
    names = [str(name) for name in frame.columns]
    if wanted in names:
        return
    near = difflib.get_close_matches(wanted, names, 1, 0.5)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    shown = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
    raise TimbrespaceError(f"The table has no column {wanted!r}.", f"{meant}Its columns: {shown}.")


def text_of(column: pd.Series) -> list[str | None]:
    """The values of a label as text; None where one is missing. Whole numbers lose their ``.0``.

    Example:
        >>> import pandas as pd
        >>> text_of(pd.Series([1.0, None, 2.5]))
        ['1', None, '2.5']
    """

    def text(value: object) -> str | None:
        if value is None or value != value:  # NaN is not itself
            return None
        whole = isinstance(value, float | np.floating) and float(value).is_integer()
        return str(int(value)) if whole else str(value)  # type: ignore[call-overload]

    return [text(value) for value in column]
