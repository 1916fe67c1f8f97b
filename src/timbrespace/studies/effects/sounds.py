"""The sounds of the study, in two folders: what is learned from, and what is measured on.

Of a collection with ``labels.csv`` in each of its folders, what is learned from is what a licence
allows to ship, and what it does not is measured on. Voices and kits that matchers are measured on
though they may ship are in neither: the shipped space heard them. Of any other folder, half the
groups are learned from. No group is in both, and no item of a matcher is learned from.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from timbrespace.corpus import scan
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.studies.effects.matching_items import (
    CORPORA,
    Item,
    held_back,
    is_free,
    items_of,
    test_items,
)

#: A licence of a collection that does not say where its sounds are from.
DOUBTFUL = "not itemised"
#: What was recorded together, by the columns that tables have; the first that says something.
GROUPS = ("group", "track", "speaker", "instrument")
SOUNDS = (".flac", ".ogg", ".wav")
COLUMNS = ("file", "group", "corpus", "source", "licence")
TABLE = "labels.csv"

Row = dict[str, str]


@dataclass(frozen=True)
class Parted:
    """Two folders, each with its table.

    Args:
        learned: What is learned from.
        measured: What is measured on.
        collection: The collection that they are of, or None for any other folder.
    """

    learned: Path
    measured: Path
    collection: Path | None

    def files(self) -> list[tuple[Path, str, str]]:
        """Path, group and kind of everything that is learned from."""
        return [(self.learned / r["file"], r["group"], r["corpus"]) for r in _rows(self.learned)]

    def items(self, n_items: int, seed: int) -> list[Item]:
        """Items of the matcher, so many of each kind of sound."""
        if self.collection is not None and _has_kinds(self.collection):
            return [
                i for kind in CORPORA for i in test_items(self.collection, kind, n_items, seed)
            ]
        rows = _rows(self.measured)
        found = []
        for number, kind in enumerate(sorted({row["corpus"] for row in rows})):
            groups = _takes(self.measured, [row for row in rows if row["corpus"] == kind])
            if groups:
                found += items_of(groups, kind, n_items, [seed, number])
        if not found:
            raise TimbrespaceError(
                "No two of these sounds are of one kind, so nothing can be matched.",
                "Give more sounds, or say what belongs together in a column 'group' of "
                "labels.csv.",
            )
        return found


def _takes(folder: Path, rows: list[Row]) -> dict[str, list[Path]]:
    """Files of each group that has two; where none has, those of a kind are one group."""
    groups: dict[str, list[Path]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(folder / row["file"])
    several = {name: files for name, files in groups.items() if len(files) > 1}
    if several or len(rows) < 2:
        return several
    return {rows[0]["corpus"]: [folder / row["file"] for row in rows]}


def part(data: Path, out: Path, seed: int = 0, job: Job | None = None) -> Parted:
    """Link (or copy) the sounds of a folder into two.

    Args:
        data: A collection, or any folder of sounds.
        out: Where the two are made.
        seed: Of the halves.
        job: Shows progress of a scan.

    Raises:
        TimbrespaceError: There are no sounds, or too few groups for two halves.
    """
    tables = tables_of(data)
    halves: tuple[list[tuple[Path, Row]], list[tuple[Path, Row]]]
    halves = _by_licence(data, tables) if tables else _by_half(data, seed, job)
    folders = out / "learned", out / "measured"
    for folder, rows in zip(folders, halves, strict=True):
        if not rows:
            raise TimbrespaceError(
                f"Of '{data}' nothing is left to be {folder.name}.",
                "Give sounds of two groups or more.",
            )
        shutil.rmtree(folder, ignore_errors=True)
        write(folder, rows)
    return Parted(*folders, data if tables else None)


def may_ship(licence: str) -> bool:
    """Whether what was learned from a sound may be shipped."""
    return is_free(licence) and DOUBTFUL not in licence


def tables_of(data: Path) -> list[Path]:
    """Tables of a collection; none of any other folder."""
    return sorted(data.glob(f"*/{TABLE}"))


def labelled(tables: list[Path]) -> Iterator[tuple[Path, Row]]:
    """Each sound of a collection with its row for a table of all."""
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                sound = table.parent / row["file"]
                if sound.suffix in SOUNDS:
                    yield sound, _row(table.parent.name, row)


def _row(corpus: str, row: Row) -> Row:
    source = row.get("source", "").split("/")[0]
    group = next((row[name] for name in GROUPS if row.get(name)), row["file"])
    return {
        "file": f"{corpus}/{row['file']}",
        "group": f"{corpus}:{source}:{group}",
        "corpus": corpus,
        "source": source,
        "licence": row.get("licence", ""),
    }


def _by_licence(
    data: Path, tables: list[Path]
) -> tuple[list[tuple[Path, Row]], list[tuple[Path, Row]]]:
    every = list(labelled(tables))
    measured = [(sound, row) for sound, row in every if not may_ship(row["licence"])]
    kept = _matched_on(data) if _has_kinds(data) else frozenset()
    closed = {row["group"] for sound, row in every if sound in kept}
    closed |= {row["group"] for _, row in measured}
    # What is closed holds all that may not ship.
    return [(sound, row) for sound, row in every if row["group"] not in closed], measured


def _matched_on(collection: Path) -> frozenset[Path]:
    """Every file that an item of a matcher may be made of, whatever its licence."""
    groups = (files for kind in CORPORA for files in held_back(collection, kind).values())
    return frozenset(path for files in groups for path in files)


def _by_half(
    data: Path, seed: int, job: Job | None
) -> tuple[list[tuple[Path, Row]], list[tuple[Path, Row]]]:
    corpus = scan(data, job=job)
    corpus.check_not_empty()
    groups = sorted(set(map(str, corpus.items["group"])))
    order = np.random.default_rng([seed, 5]).permutation(len(groups))
    learned = {groups[i] for i in order[: len(groups) // 2]}
    found: tuple[list[tuple[Path, Row]], list[tuple[Path, Row]]] = ([], [])
    for item in corpus.items.itertuples():
        path = Path(str(item.path))
        kind = path.parts[0] if len(path.parts) > 1 else "sounds"
        row = {"file": path.as_posix(), "group": str(item.group), "corpus": kind}
        found[0 if str(item.group) in learned else 1].append((corpus.base_of(item) / path, row))
    return found


def write(folder: Path, rows: Sequence[tuple[Path, Row]]) -> None:
    """Copy sounds into a folder, with a table of them."""
    for sound, row in rows:
        copy = folder / row["file"]
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sound, copy)
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        table.writerows(row for _, row in rows)


def _rows(folder: Path) -> list[Row]:
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _has_kinds(collection: Path) -> bool:
    names = ("speech", "music_genres", "instruments")
    return all((collection / name / TABLE).is_file() for name in names)
