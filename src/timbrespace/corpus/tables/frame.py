"""From a file to a data frame of numbers and text: CSV, TSV, gzipped or not, and Parquet."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

TEXT = (".csv", ".tsv", ".tab", ".txt")
PARQUET = (".parquet", ".pq")
SEPARATORS = "\t,;|"
#: The name of a column that the file leaves without one.
UNNAMED = "id"
#: Words for a missing value, beside those that pandas knows.
_MISSING = ["?", "-", "--", "missing", "Missing", "not available", "NAN", "na", "none"]


def is_table(path: Path) -> bool:
    """Whether a file is one that :func:`read_frame` reads, by its name.

    Example:
        >>> is_table(Path("genes.tsv.gz")), is_table(Path("bell.wav"))
        (True, False)
    """
    return _suffix(path) in (*TEXT, *PARQUET)


def read_frame(path: Path) -> pd.DataFrame:
    """The columns of a file, as it lies; numbers where they are numbers, else text.

    Args:
        path: ``.csv``, ``.tsv``, ``.tab`` or ``.txt``, also with ``.gz`` behind it, or
            ``.parquet``. Comma, tab, semicolon or bar part the columns; the first line says.

    Raises:
        TimbrespaceError: It is not there, no table, or empty.
    """
    if not path.is_file():
        raise TimbrespaceError(f"There is no file '{path}'.", "Name a CSV, TSV or Parquet table.")
    if not is_table(path):
        raise TimbrespaceError(
            f"'{path}' is no table that can be read.",
            "Save it as CSV, TSV (both may be gzipped) or Parquet.",
        )
    try:
        frame = _parquet(path) if _suffix(path) in PARQUET else _text(path)
    except (ValueError, OSError, EOFError) as error:
        raise TimbrespaceError(
            f"'{path}' can't be read as a table ({str(error).splitlines()[0]}).",
            "Save it again as CSV, TSV or Parquet, with one line of names on top.",
        ) from error
    if frame.empty:
        raise TimbrespaceError(f"'{path}' has no rows.", "Name a table with numbers in it.")
    return frame


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _parquet(path: Path) -> pd.DataFrame:
    import pandas as pd

    return _with_index(pd.read_parquet(path))


def _text(path: Path) -> pd.DataFrame:
    import pandas as pd

    first, second = _first_lines(path)
    separator = max(SEPARATORS, key=first.count)
    if not first.count(separator):
        raise ValueError("its first line has but one column")
    if all(_is_number(name) for name in first.split(separator)):
        raise ValueError("its first line has numbers where names should be")
    # Where semicolons part the columns, a comma within a number is the decimal point.
    decimal = "," if separator == ";" and "," in second and "." not in second else "."
    options: dict[str, Any] = {"sep": separator, "decimal": decimal, "na_values": _MISSING}
    frame = pd.read_csv(
        path, compression="gzip" if _is_gzip(path) else None, low_memory=False, **options
    )
    return _with_index(frame)


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Names that lie in the index, as R and pandas write them, become the first column."""
    import pandas as pd

    if not isinstance(frame.index, pd.RangeIndex):
        frame = frame.rename_axis(str(frame.index.name or UNNAMED)).reset_index()
    names = [str(name) for name in frame.columns]
    names[0] = UNNAMED if names[0].startswith("Unnamed:") else names[0]
    return frame.set_axis(names, axis=1)


def _first_lines(path: Path) -> tuple[str, str]:
    opened = gzip.open(path, "rt", encoding="utf-8-sig") if _is_gzip(path) else path.open(
        encoding="utf-8-sig"
    )  # fmt: skip
    with opened as file:
        return str(file.readline()), str(file.readline())


def _is_number(text: str) -> bool:
    try:
        float(text.strip().strip('"'))
    except ValueError:
        return False
    return True


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"
