"""The CSV files that listeners save, row by row, whatever they were asked."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from timbrespace.errors import TimbrespaceError


def csv_files(paths: Iterable[Path]) -> list[Path]:
    """The files among files and folders.

    Raises:
        TimbrespaceError: There are none.
    """
    files = [file for p in paths for file in (sorted(p.glob("*.csv")) if p.is_dir() else [p])]
    if not files:
        raise TimbrespaceError(
            "There are no results.", "Name the CSV files that listeners saved, or their folder."
        )
    return files


def read_rows(path: Path, wanted: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a file, each with its number.

    Args:
        path: The file.
        wanted: Columns that it must have.

    Raises:
        TimbrespaceError: It can't be read, or lacks a column.
    """
    rows = _lines(path)
    missing = [name for name in wanted if not rows or name not in rows[0]]
    if missing:
        raise TimbrespaceError(
            f"'{path}' has no column {', '.join(missing)}.",
            "Name a CSV file that the page of a listening test saved.",
        )
    yield from enumerate(rows, start=2)


def has_column(path: Path, name: str) -> bool:
    """Whether the first line of a file has that column.

    Raises:
        TimbrespaceError: It can't be read.
    """
    rows = _lines(path)
    return bool(rows) and name in rows[0]


def check_one_test(ids: Iterable[str]) -> None:
    """Refuse results of several tests at once."""
    tests = sorted(set(ids))
    if len(tests) > 1:
        raise TimbrespaceError(
            f"These are results of {len(tests)} different tests ({', '.join(tests)}).",
            "Read those of one test at a time.",
        )


def _lines(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TimbrespaceError(
            f"'{path}' cannot be read ({error}).", "Name a CSV file that a listener saved."
        ) from error
