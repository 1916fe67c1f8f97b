"""Gather the sounds that a shipped space may be learned from: those whose licence allows it.

    python scripts/free_sounds.py DATA OUT [--rest]

DATA has folders with a ``labels.csv`` each (columns ``file``, ``licence``, ``source``); OUT gets
copies of the sounds under CC0, public domain, MIT, BSD or CC-BY, and a ``labels.csv`` with
their groups. With ``--rest`` it gets all the others: what the space is measured on.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

#: Licences under which what is learned may be shipped; share-alike and non-commercial are not.
FREE = re.compile(r"^(CC0|public domain|MIT\b|BSD|CC-BY(?!-(SA|NC|ND)))", re.IGNORECASE)
#: A licence of a collection that does not say where its sounds are from.
DOUBTFUL = "not itemised"
#: What was recorded together, by the columns that tables have; the first that says something.
GROUPS = ("group", "track", "speaker", "instrument")
COLUMNS = ("file", "group", "corpus", "source", "licence")


def rows(data: Path, rest: bool) -> Iterator[tuple[Path, dict[str, str]]]:
    """Each wanted sound with its row for the new table."""
    for table in sorted(data.glob("*/labels.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                sound, corpus = table.parent / row["file"], table.parent.name
                if is_free(row["licence"]) == rest or sound.suffix not in (
                    ".flac",
                    ".ogg",
                    ".wav",
                ):
                    continue
                source = row["source"].split("/")[0]
                group = next((row[k] for k in GROUPS if row.get(k)), row["file"])
                yield (
                    sound,
                    {
                        "file": f"{corpus}/{row['file']}",
                        "group": f"{corpus}:{source}:{group}",
                        "corpus": corpus,
                        "source": source,
                        "licence": row["licence"],
                    },
                )


def is_free(licence: str) -> bool:
    """Whether a licence allows to ship what was learned from the sound.

    Example:
        >>> is_free("CC-BY-3.0"), is_free("CC-BY-SA-3.0"), is_free("Public domain (LJSpeech)")
        (True, False, True)
    """
    return bool(FREE.match(licence)) and DOUBTFUL not in licence


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
