"""Gather the sounds that a shipped space may be learned from: those whose licence allows it.

    python scripts/free_sounds.py DATA OUT [--rest]

DATA has folders with a ``labels.csv`` each (columns ``file``, ``licence``, ``source``); OUT gets
copies of the sounds under CC0, public domain, MIT, BSD or CC-BY, and a ``labels.csv`` with
their groups. With ``--rest`` it gets all the others: what the space is measured on.
"""

from __future__ import annotations

import argparse
import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

from timbrespace.studies.effects.matching_items import is_free

#: A licence of a collection that does not say where its sounds are from.
DOUBTFUL = "not itemised"
#: What was recorded together, by the columns that tables have; the first that says something.
GROUPS = ("group", "track", "speaker", "instrument")
SOUNDS = (".flac", ".ogg", ".wav")
COLUMNS = ("file", "group", "corpus", "source", "licence")


def rows(data: Path, rest: bool) -> Iterator[tuple[Path, dict[str, str]]]:
    """Each wanted sound with its row for the new table."""
    for table in sorted(data.glob("*/labels.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                sound = table.parent / row["file"]
                if sound.suffix in SOUNDS and may_ship(row["licence"]) != rest:
                    yield sound, _row(table.parent.name, row)


def _row(corpus: str, row: dict[str, str]) -> dict[str, str]:
    source = row["source"].split("/")[0]
    group = next((row[name] for name in GROUPS if row.get(name)), row["file"])
    return {
        "file": f"{corpus}/{row['file']}",
        "group": f"{corpus}:{source}:{group}",
        "corpus": corpus,
        "source": source,
        "licence": row["licence"],
    }


def may_ship(licence: str) -> bool:
    """Whether what was learned from a sound may be shipped."""
    return is_free(licence) and DOUBTFUL not in licence


def main() -> None:
    """Copy the sounds and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rest", action="store_true", help="the others")
    asked = parser.parse_args()
    found = list(rows(asked.data, asked.rest))
    for sound, row in found:
        copy = asked.out / row["file"]
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sound, copy)
    with (asked.out / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(row for _, row in found)
    print(f"{asked.out}: {len(found)} sounds")


if __name__ == "__main__":
    main()
