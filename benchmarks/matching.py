"""Measure matchers on matched items; each effect is kept, so that it can be run again to go on.

python benchmarks/matching.py DATA [EFFECT ...] --keep FOLDER --out FOLDER [--items 8] ...

DATA as for benchmarks/ship_matchers.py, and --keep the folder that it kept renderings in: the
look-up table is made of them. Prints the tables of docs/matching.md.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import time
from pathlib import Path

from timbrespace.atlas.files import write_json
from timbrespace.atlas.latents import slug
from timbrespace.effects.catalogue import ids, own
from timbrespace.matching.learning.fit import RATE_HZ, Effort, Ground
from timbrespace.matching.learning.scenes import read_clips
from timbrespace.matching.storage import find_matcher
from timbrespace.reports.results import Result, read_results, write_results
from timbrespace.studies.effects import matching as study
from timbrespace.studies.effects.matching_items import CORPORA, training_files
from timbrespace.studies.effects.matching_rows import CAN_REFUSE, DELIVERED, METRICS, ROWS
from timbrespace.studies.effects.matching_verdicts import in_short, shortfalls
from timbrespace.studies.records import Records, number


def main() -> None:
    """Measure what was named, or all effects that have a matcher; then print the tables."""
    options = _options()
    sizes = study.Sizes(
        options.items, options.clean, options.renders, options.table, not options.no_gradient
    )
    command = shlex.join(["python", *sys.argv])
    named = options.effects or [each for each in ids() if find_matcher(own(each))]
    items = study.gather(options.data, sizes)
    ground = None
    for name in named:
        path = options.out / f"{slug(name)}.json"
        if path.is_file():
            continue
        began_s = time.monotonic()
        if sizes.n_table and ground is None:
            effort = Effort(options.scenes, options.scenes // 8)
            clips = read_clips(training_files(options.data), RATE_HZ)
            ground = Ground(clips, effort, options.keep)
        table = study.lookup(own(name), ground, sizes.n_table) if ground else None
        made = study.measure_matching(own(name), items, sizes, table=table)
        seconds = time.monotonic() - began_s
        write_json(options.out / "plain" / f"{slug(name)}.json", study.as_plain(made))
        write_results(path, study.records(made, command), seconds=seconds, seed=0)
        print(f"{name}: {seconds:.0f} s", flush=True)
    found = [r for n in named for r in read_results(options.out / f"{slug(n)}.json")]
    show(found)


def show(results: list[Result]) -> None:
    """The tables of docs/matching.md."""
    records = Records(results)
    rows = [row for row in ROWS if records.at(row=row)]
    print("| effect | " + " | ".join(ROWS[row] for row in rows) + " |")
    print("|---" * (len(rows) + 1) + "|")
    for effect in records.values("effect"):
        at = records.at("distance", effect=effect, corpus="all", metric="mr_stft")
        print(f"| {effect} | " + " | ".join(_number(at.one(row=row)) for row in rows) + " |")
    for row in ("point", *CAN_REFUSE, *DELIVERED):
        print(f"\n{ROWS[row]}: share of dry's distance that is gone, [95 %]")
        for effect in records.values("effect"):
            at = records.at("gain_share", effect=effect, row=row, metric="mr_stft")
            cells = [_interval(at.one(corpus=corpus)) for corpus in ("all", *CORPORA)]
            print(f"| {effect} | " + " | ".join(cells) + " |")
    for metric, (title, unit) in METRICS.items():
        print(f"\n{title} {unit}")
        for effect in records.values("effect"):
            at = records.at("distance", effect=effect, corpus="all", metric=metric)
            print(f"| {effect} | " + " | ".join(_number(at.one(row=row)) for row in rows) + " |")
    print("\n" + "\n".join([*in_short(records), "", *shortfalls(records)]))
    print(f"\nright (treated), refused; right (untreated) of {', '.join(CAN_REFUSE)}")
    for effect in records.values("effect"):
        cells = []
        for row in CAN_REFUSE:
            for name, kind in (("refusal_right", "treated"), ("refused", "treated"),
                               ("refusal_right", "untreated")):  # fmt: skip
                found = records.one(name, effect=effect, row=row, reference=kind)
                cells.append("" if found is None else f"{found.value:.2f}")
        print(f"| {effect} | " + " | ".join(cells) + " |")
    for effect in records.values("effect"):
        speed = records.one("predict_s", effect=effect)
        print(effect, "" if speed is None else f"{1000 * speed.value:.0f} ms")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("effects", nargs="*")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    for name, value in (("items", 8), ("clean", 3), ("renders", 100), ("table", 1000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--no-gradient", action="store_true", help="leave that row out")
    parser.add_argument("--scenes", type=int, default=Effort.n_scenes)
    return parser.parse_args()


def _number(result: Result | None) -> str:
    return "" if result is None else number(result.value)


def _interval(result: Result | None) -> str:
    if result is None or result.low is None or result.high is None:
        return ""
    return f"{result.value:+.0%} [{result.low:+.0%}, {result.high:+.0%}]"


if __name__ == "__main__":
    main()
