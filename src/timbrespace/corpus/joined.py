"""Labels from a table: CSV or Parquet, joined on the path."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from timbrespace.audio.faults import printable
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: Columns that name the file, first come first served; any letter case.
KEYS = ("file", "path", "filename", "file_name")
#: Columns about the item itself: they say nothing that is not measured anyway.
_OWN = {"id", "sha256", "offset_s", "duration_s", "sample_rate", "channels", "group"}
#: Numbers with more values than this are measurements, and text that is different in each
#: of more rows than this is a name: neither is a label.
_FEW_VALUES = 24
_FEW_FRACTIONS = 5
_SUFFIXES = (".csv", ".tsv", ".parquet")


@dataclass
class Joined:
    """What a table says about files, in the order they were asked for.

    Args:
        columns: Label name to one value per file, None where the table has none.
        every: The same for all its columns, so that any can name the group.
        counts: Files matched and missed, rows unused.
        left_aside: Columns that are no labels: measurements, or names of single files.
    """

    columns: dict[str, list[str | None]]
    every: dict[str, list[str | None]]
    counts: Counter[str] = field(default_factory=Counter)
    left_aside: list[str] = field(default_factory=list)


def find(folder: Path) -> Path | None:
    """The table that lies in a folder and names its files; ``labels.*`` before others."""
    try:
        tables = [p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES and p.is_file()]
    except OSError:
        return None
    tables.sort(key=lambda p: (p.stem.lower() != "labels", p.name))
    return next((p for p in tables if not p.name.startswith(".") and _names_files(p)), None)


def join(table: Path, paths: Sequence[str], root: Path) -> Joined:
    """Labels of ``paths`` (relative to ``root``) from a table.

    Its paths may be relative to the root or to the table's own folder; where neither fits,
    a bare file name that is unique on both sides is enough.

    Raises:
        TimbrespaceError: The table cannot be read, or has no column that names files.
    """
    frame = _read(table)
    key = _key(list(frame.columns))
    if key is None:
        raise TimbrespaceError(
            f"'{printable(table)}' has no column 'file' or 'path'"
            f" (it has {', '.join(map(str, frame.columns[:12]))}).",
            "Name the column that holds the file names 'file'.",
        )
    keys = [_tidy(str(value)) for value in frame[key]]
    rows, counts = _match(paths, keys, _below(table, root))
    texts = {
        str(name): _texts(frame[name], rows) for name in frame.columns if name != key and str(name)
    }
    own = _OWN | {name.lower() for name in KEYS}
    labels = [name for name in texts if name.lower() not in own and _is_label(frame[name])]
    aside = [name for name in texts if name.lower() not in own and name not in labels]
    return Joined({name: texts[name] for name in labels}, texts, counts, aside)


def _match(
    paths: Sequence[str], keys: list[str], below: str
) -> tuple[list[int | None], Counter[str]]:
    """For each path, the row that speaks of it."""
    whole: dict[str, int] = {}
    bare: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        whole.setdefault(key, number)
        whole.setdefault(str(PurePosixPath(below) / key) if below else key, number)
        bare.setdefault(PurePosixPath(key).name, []).append(number)
    names = Counter(PurePosixPath(_tidy(path)).name for path in paths)
    counts: Counter[str] = Counter()
    rows: list[int | None] = []
    for path in map(_tidy, paths):
        row: int | None = whole.get(path)
        name = PurePosixPath(path).name
        if row is None and names[name] == 1 and len(bare.get(name, [])) == 1:
            row = bare[name][0]
            counts["labels_matched_by_name"] += 1
        counts["labels_missing" if row is None else "labels_matched"] += 1
        rows.append(row)
    counts["label_rows_unused"] = len(keys) - len({row for row in rows if row is not None})
    return rows, counts


def _texts(column: pd.Series, rows: list[int | None]) -> list[str | None]:
    values = [
        None if missing else str(value)
        for value, missing in zip(column, column.isna(), strict=True)
    ]
    return [values[row] if row is not None else None for row in rows]


def _is_label(column: pd.Series) -> bool:
    """Text is a label unless it names each file; numbers are if few, and they come again."""
    import pandas as pd

    present = column.dropna()
    if present.empty:
        return False
    n_values = present.astype(str).nunique()
    numbers = pd.to_numeric(present.astype(str), errors="coerce")
    if numbers.isna().any():
        return n_values <= _FEW_VALUES or n_values < len(present)
    few = _FEW_VALUES if (numbers % 1 == 0).all() else _FEW_FRACTIONS
    return n_values <= few and 2 * n_values <= len(present)


def _read(table: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        if table.suffix.lower() == ".parquet":
            return pd.read_parquet(table)
        return pd.read_csv(
            table,
            sep=_separator(table),
            dtype=str,
            keep_default_na=False,
            na_values=[""],
            encoding="utf-8-sig",
        )
    except (OSError, ValueError) as error:  # pandas and pyarrow errors are ValueErrors
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise TimbrespaceError(
            f"The table '{printable(table)}' cannot be read ({reason}).",
            "Give a CSV in UTF-8, or a Parquet file.",
        ) from error


def _names_files(table: Path) -> bool:
    try:
        if table.suffix.lower() == ".parquet":
            import pyarrow.parquet as pq

            return _key(pq.read_schema(table).names) is not None
        with table.open(encoding="utf-8-sig") as file:
            head = file.readline(65_536)
        return (
            _key([name.strip().strip('"') for name in head.split(_separator(table))]) is not None
        )
    except (OSError, ValueError):
        return False


def _separator(table: Path) -> str:
    with table.open(encoding="utf-8-sig", errors="replace") as file:
        head = file.readline(65_536)
    return max(",;\t", key=head.count)


def _key(columns: Sequence[object]) -> str | None:
    lower = {str(name).strip().lower(): str(name) for name in reversed(columns)}
    return next((lower[name] for name in KEYS if name in lower), None)


def _tidy(path: str) -> str:
    text = unicodedata.normalize("NFC", path.strip().replace("\\", "/"))
    return str(PurePosixPath(text))


def _below(table: Path, root: Path) -> str:
    """Where the table's folder lies below the root; empty if it is the root or elsewhere."""
    try:
        below = table.resolve().parent.relative_to(root.resolve()).as_posix()
    except ValueError:
        return ""
    return "" if below == "." else _tidy(below)
