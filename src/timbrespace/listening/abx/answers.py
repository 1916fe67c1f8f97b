"""What listeners have chosen: the CSV files that the page of an ABX test saves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.tables import check_one_test, csv_files, has_column, read_rows

WANTED = ("listener", "trial", "x", "answer")


@dataclass(frozen=True)
class Choice:
    """One answer.

    Args:
        test: Id of the page that asked.
        listener: As they called themselves.
        trial: Its name.
        condition: What is counted together.
        right: Whether X was given to the one it belonged to.
    """

    test: str
    listener: str
    trial: str
    condition: str
    right: bool


def are_choices(paths: Iterable[Path]) -> bool:
    """Whether the first of these files is of an ABX test.

    Raises:
        TimbrespaceError: There are no files, or it can't be read.
    """
    return has_column(csv_files(paths)[0], "answer")


def read_choices(paths: Iterable[Path]) -> list[Choice]:
    """Read results, file by file, row by row.

    Args:
        paths: CSV files, or folders of them. Wanted columns are ``listener``, ``trial``, ``x``
            and ``answer`` (both ``A`` or ``B``); ``test`` and ``condition`` are used where they
            are there.

    Raises:
        TimbrespaceError: There are none; a file is no such table; somebody answered a trial
            twice; files are of different tests.
    """
    choices: list[Choice] = []
    seen: dict[tuple[str, str], Path] = {}
    for path in csv_files(paths):
        for number, row in read_rows(path, WANTED):
            choice = _choice(row, f"'{path}', line {number}")
            key = (choice.listener, choice.trial)
            if key in seen:
                raise TimbrespaceError(
                    f"{choice.listener} answered '{choice.trial}' twice, in {seen[key].name} and "
                    f"{path.name}.",
                    "Leave one of the files out, or give two listeners two names.",
                )
            seen[key] = path
            choices.append(choice)
    check_one_test(choice.test for choice in choices)
    return choices


def _choice(row: dict[str, str], where: str) -> Choice:
    for name in ("x", "answer"):
        if row[name] not in ("A", "B"):
            raise TimbrespaceError(
                f"{where}: {name} is {row[name]!r}, neither A nor B.", "Mend that line."
            )
    return Choice(
        row.get("test") or "", row["listener"], row["trial"], row.get("condition") or "all",
        row["x"] == row["answer"],
    )  # fmt: skip
