"""How well spaces of effects tell effects and settings, on sounds that they never heard.

    python benchmarks/effects_space.py SOUNDS --space effects:style --out figures/

SOUNDS is a folder with a ``labels.csv`` (``python scripts/free_sounds.py DATA SOUNDS --rest``
makes one of what the shipped space has not learned from). Writes ``results.json`` and
figures as SVG, and prints the tables of docs/effects-space.md.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

from timbrespace.corpus import scan
from timbrespace.reports.results import write_results
from timbrespace.spaces.trained.opening import open_space
from timbrespace.spaces.yamnet.space import YamNet
from timbrespace.studies.effects import space
from timbrespace.studies.effects.space_page import tables, write_figures
from timbrespace.studies.records import Records


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sounds", type=Path)
    parser.add_argument("--space", action="append", default=[], help="a folder, or KIND:NAME")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--effects", default="", help="ids with commas [default: all of ours]")
    parser.add_argument("--each", type=int, default=150, help="sounds of each effect")
    parser.add_argument("--pairs", type=int, default=40, help="pairs of each effect")
    parser.add_argument("--kind", help="label of the sort of a sound; sorts come equally often")
    parser.add_argument("--without", type=Path, help="a labels.csv whose groups were learned from")
    parser.add_argument("--yamnet", help="tfhub, h5 or a file; none: that row is left out")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began_s = time.monotonic()
    clips = space.clips_of(scan(asked.sounds), asked.kind, _groups(asked.without))
    config = space.asking(tuple(filter(None, asked.effects.split(","))))
    spaces = {_title(place): open_space(place) for place in asked.space or ["effects:style"]}
    yamnet = YamNet.open(asked.yamnet, "embedding") if asked.yamnet else None
    command = " ".join(["python benchmarks/effects_space.py", *sys.argv[1:]])
    found = space.measure(
        clips, spaces, config, n_each=asked.each, n_pairs=asked.pairs, yamnet=yamnet,
        seed=asked.seed, command=command,
    )  # fmt: skip
    asked.out.mkdir(parents=True, exist_ok=True)
    seconds = time.monotonic() - began_s
    write_results(
        asked.out / "results.json", found.results, seconds=seconds, seed=asked.seed,
        notes=found.notes,
    )  # fmt: skip
    write_figures(asked.out, found, spaces, clips, seed=asked.seed)
    print(*found.notes, *tables(Records(found.results)), sep="\n")


def _title(place: str) -> str:
    return place if ":" in place else Path(place).name.removesuffix(".space")


def _groups(table: Path | None) -> set[str]:
    if table is None:
        return set()
    with table.open(encoding="utf-8", newline="") as file:
        return {row["group"] for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
