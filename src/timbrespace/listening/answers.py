"""What listeners have answered: the CSV files that the page of a test saves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.design import Role, role_of
from timbrespace.listening.tables import check_one_test, csv_files, read_rows

WANTED = ("listener", "trial", "condition", "rating")


@dataclass(frozen=True)
class Answer:
    """One rating.

    Args:
        test: Id of the page that asked; pages with the same sounds and seed have the same.
        listener: As they called themselves.
        trial: Its name.
        condition: Name of what was rated.
        role: What it was there for.
        rating: 0 (bad) to 100 (excellent).
    """

    test: str
    listener: str
    trial: str
    condition: str
    role: Role
    rating: float


def read_answers(paths: Iterable[Path]) -> list[Answer]:
    """Read results, file by file, row by row.

    Args:
        paths: CSV files, or folders of them. Wanted columns are ``listener``, ``trial``,
            ``condition`` and ``rating``; ``test`` and ``role`` are used where they are there.

    Raises:
        TimbrespaceError: There are none; a file is no such table; somebody rated something
            twice, rated no hidden reference, or beyond 0 to 100; files are of different tests.
    """
    answers: list[Answer] = []
    seen: dict[tuple[str, str, str], Path] = {}
    for path in csv_files(paths):
        for answer in _read(path):
            key = (answer.listener, answer.trial, answer.condition)
            if key in seen:
                raise TimbrespaceError(
                    f"{answer.listener} rated '{answer.condition}' of '{answer.trial}' twice, in "
                    f"{seen[key].name} and {path.name}.",
                    "Leave one of the files out, or give two listeners two names.",
                )
            seen[key] = path
            answers.append(answer)
    _check(answers)
    return answers


def _read(path: Path) -> Iterable[Answer]:
    for number, row in read_rows(path, WANTED):
        yield _answer(row, f"'{path}', line {number}")


def _answer(row: dict[str, str], where: str) -> Answer:
    try:
        rating = float(row["rating"])
    except (TypeError, ValueError):
        rating = float("nan")
    if not 0 <= rating <= 100:
        raise TimbrespaceError(
            f"{where}: the rating {row['rating']!r} is not from 0 to 100.", "Mend that line."
        )
    condition = row["condition"]
    role = row.get("role") or role_of(condition)
    if role not in ("reference", "anchor", "condition"):
        raise TimbrespaceError(f"{where}: there is no role {role!r}.", "Mend that line.")
    test = row.get("test") or ""
    return Answer(test, row["listener"], row["trial"], condition, role, rating)  # type: ignore[arg-type]


def _check(answers: list[Answer]) -> None:
    check_one_test(answer.test for answer in answers)
    rated = {(a.listener, a.trial) for a in answers}
    known = {(a.listener, a.trial) for a in answers if a.role == "reference"}
    for listener, trial in sorted(rated - known):
        raise TimbrespaceError(
            f"{listener} rated no hidden reference in '{trial}'.",
            "Without it nobody can tell whether they heard anything: leave that file out.",
        )
