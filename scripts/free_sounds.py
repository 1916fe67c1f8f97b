"""Gather the sounds that a shipped space may be learned from: those whose licence allows it.

    python scripts/free_sounds.py DATA OUT [--rest]

DATA has folders with a ``labels.csv`` each (columns ``file``, ``licence``, ``source``); OUT gets
copies of the sounds under CC0, public domain, MIT, BSD or CC-BY, and a ``labels.csv`` with
their groups. With ``--rest`` it gets all the others: what the space is measured on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from timbrespace.studies.effects.sounds import labelled, may_ship, tables_of, write


def main() -> None:
    """Copy the sounds and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rest", action="store_true", help="the others")
    asked = parser.parse_args()
    found = [
        (sound, row)
        for sound, row in labelled(tables_of(asked.data))
        if may_ship(row["licence"]) != asked.rest
    ]
    write(asked.out, found)
    print(f"{asked.out}: {len(found)} sounds")


if __name__ == "__main__":
    main()
