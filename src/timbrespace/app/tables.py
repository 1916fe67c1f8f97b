"""The items as columns for the page, one item in full, and maps as rows of numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.answers import NotFound
from timbrespace.app.wav import played_channels, played_rate

if TYPE_CHECKING:
    import pandas as pd

LABEL = "label."
AXES = ("x", "y", "z")
_UNIT_ENDINGS = re.compile(r"_(hz|s|ms|db|dbfs|lufs|lu|percent|cents)$")


class Items:
    """The items of an atlas at one moment, in the order that the page keeps.

    Args:
        table: As in ``items.parquet``; may be empty.
        descriptors: One column per descriptor, rows as in ``table``.
    """

    def __init__(self, table: pd.DataFrame, descriptors: pd.DataFrame) -> None:
        self._table = table
        self._descriptors = descriptors
        self.ids: list[str] = [str(i) for i in table["id"]] if "id" in table else []
        self._rows = {item_id: row for row, item_id in enumerate(self.ids)}
        self._paths = [_text(p) for p in self._column("path")]
        self._offsets_s = [0.0 if _is_nothing(o) else float(o) for o in self._column("offset_s")]
        self._windowed = _named_twice(self._paths)

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, item_id: str) -> int:
        """Where an item is.

        Raises:
            NotFound: The atlas lists no such item.
        """
        row = self._rows.get(item_id)
        if row is None:
            raise NotFound(f"There is no item {item_id[:40]!r}.", "Read the items again.")
        return row

    def label_names(self) -> list[str]:
        """Names of the labels."""
        columns = [str(c) for c in self._table.columns]
        return [c.removeprefix(LABEL) for c in columns if c.startswith(LABEL)]

    def columns(self) -> dict[str, Any]:
        """All items, column by column, as ``GET /api/items`` gives them."""
        return {
            "id": self.ids,
            "name": [self._name(row) for row in range(len(self))],
            "group": [_text(g) for g in self._column("group")],
            "duration_s": [number(d) for d in self._column("duration_s")],
            "labels": {n: levels_and_codes(self._table[LABEL + n]) for n in self.label_names()},
            "descriptors": {
                str(name): [number(v) for v in self._descriptors[name].tolist()]
                for name in self._descriptors.columns
            },
        }

    def detail(self, item_id: str) -> dict[str, Any]:
        """One item in full, but for what only the atlas knows (classes, trust)."""
        row = self.row(item_id)
        facts = self._table.iloc[row]
        rate, channels = whole(facts.get("sample_rate")), whole(facts.get("channels"))
        return {
            "id": item_id,
            "name": self._name(row),
            "path": self._paths[row],
            "group": _text(facts.get("group")),
            "offset_s": self._offsets_s[row],
            "duration_s": number(facts.get("duration_s")),
            "sample_rate": rate,
            "channels": channels,
            "played_as": {
                "sample_rate": played_rate(rate) if rate else None,
                "channels": played_channels(channels) if channels else None,
            },
            "labels": {n: _text(facts[LABEL + n]) or None for n in self.label_names()},
            "descriptors": {
                str(n): number(self._descriptors[n].iloc[row]) for n in self._descriptors.columns
            },
        }

    def window(self, item_id: str) -> tuple[float, float | None]:
        """Where an item begins in its file and how long it is, None: to the end."""
        row = self.row(item_id)
        offset_s = self._offsets_s[row]
        if offset_s == 0 and row not in self._windowed:
            return 0.0, None
        duration_s = self._table["duration_s"].iloc[row]
        return offset_s, None if _is_nothing(duration_s) else float(duration_s)

    def place(self, points: pd.DataFrame, dims: int) -> NDArray[np.float32]:
        """A map as rows ``(n, dims + 1)`` in the order of the items; NaN where one is missing."""
        rows = np.full((len(self), dims + 1), np.nan, "<f4")
        found = np.array([self._rows.get(str(i), -1) for i in points["id"]], np.int64)
        columns = [*AXES[:dims], "trust"]
        rows[found[found >= 0]] = points[columns].to_numpy(np.float32)[found >= 0]
        return rows

    def _name(self, row: int) -> str:
        name = PurePosixPath(self._paths[row]).name or self.ids[row]
        return f"{name} @ {self._offsets_s[row]:.2f} s" if row in self._windowed else name

    def _column(self, name: str) -> list[Any]:
        return self._table[name].tolist() if name in self._table else [None] * len(self)


def levels_and_codes(column: pd.Series[Any]) -> dict[str, Any]:
    """A label as its sorted levels and one code per item; -1 is "no label".

    Example:
        >>> import pandas as pd
        >>> levels_and_codes(pd.Series(["wood", None, "glass"]))
        {'levels': ['glass', 'wood'], 'codes': [1, -1, 0]}
    """
    texts = [_text(value) for value in column]
    levels = sorted({text for text in texts if text})
    code = {level: i for i, level in enumerate(levels)}
    return {"levels": levels, "codes": [code.get(text, -1) for text in texts]}


def descriptor_facts(dims: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Descriptors with a title that a person reads.

    Example:
        >>> descriptor_facts([{"name": "centroid_hz", "unit": "Hz", "low": 0, "high": None}])
        [{'name': 'centroid_hz', 'title': 'Centroid', 'unit': 'Hz', 'low': 0.0, 'high': None}]
    """
    return [
        {
            "name": str(dim["name"]),
            "title": _UNIT_ENDINGS.sub("", str(dim["name"])).replace("_", " ").capitalize(),
            "unit": str(dim.get("unit") or ""),
            "low": number(dim.get("low")),
            "high": number(dim.get("high")),
        }
        for dim in dims
    ]


def number(value: Any) -> float | None:
    """A number that JSON can hold, to six digits; None for all that is none.

    Example:
        >>> number(0.1234567), number(float("nan")), number(None)
        (0.123457, None, None)
    """
    try:
        plain = float(value)
    except (TypeError, ValueError):
        return None
    return float(f"{plain:.6g}") if math.isfinite(plain) else None


def whole(value: Any) -> int | None:
    """A whole number, None for all that is none.

    Example:
        >>> whole(44100.0), whole(float("nan"))
        (44100, None)
    """
    plain = number(value)
    return None if plain is None else round(float(value))


def _text(value: Any) -> str:
    """Text, ``""`` for all the ways in which a table says that there is none."""
    return value if isinstance(value, str) else "" if _is_nothing(value) else str(value)


def _is_nothing(value: Any) -> bool:
    # NaN differs from itself; pandas' NA refuses to say.
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def _named_twice(paths: list[str]) -> set[int]:
    """Rows whose file appears more than once: windows of it."""
    first: dict[str, int] = {}
    windowed: set[int] = set()
    for row, path in enumerate(paths):
        if path and path in first:
            windowed |= {first[path], row}
        first.setdefault(path, row)
    return windowed
