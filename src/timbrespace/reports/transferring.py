"""What a transfer leaves on disk: records and a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.reports.html import Report
from timbrespace.reports.results import write_results
from timbrespace.surrogates.transfer.bench import PLACES
from timbrespace.surrogates.transfer.records import figure, interval, results, sentences
from timbrespace.surrogates.transfer.transferred import Transferred

if TYPE_CHECKING:
    from rich.table import Table

METHODS = {
    "random": "any latent",
    "standing still": "the latent where the player stands; anywhere: the middle of all",
    "best there is": "what somebody would pick who had decoded everything",
    "all points": "a Gaussian process of 1,500 points (or all), which plays what it foretells",
    "matched components": "the old surrogate, principal components matched by size; no decode",
    "matched by transport": "the same, the clouds then matched by optimal transport; no decode",
    "common sounds": "the old surrogate, latents matched through sounds both encode; no decode",
    "nearest anchor": "what the nearest of the anchors sounds like",
    "from scratch": "a Gaussian process of the anchors; knows nothing of the old voice",
    "smoothness": "the same, told by the old voice how smooth each word is",
    "adapter": "the old surrogate behind a linear map of latents, learned on the anchors",
    "adapter, corrected": "the same, and a process of what it misses at the anchors",
    "common sounds, corrected": "common sounds, and a process of what they miss at the anchors",
}


def write(
    found: Transferred, folder: Path, *, seconds: float, seed: int = 0, command: str = ""
) -> Path:
    """Write report.html and results.json; returns the path of the page."""
    made = results(found.rows, found.old, found.new, found.words, command)
    write_results(folder / "results.json", made, seconds=seconds, seed=seed, notes=found.notes)
    return report(found, command).write(folder / "report.html")


def table_rows(found: Transferred) -> list[dict[str, Any]]:
    """A row for each method and number of anchors."""
    by = {(r.method, r.anchors, r.where): r for r in found.rows}
    made = []
    for method, anchors in dict.fromkeys((r.method, r.anchors) for r in found.rows):
        row: dict[str, Any] = {"method": method, "anchors": anchors}
        for where in PLACES:
            own = by[method, anchors, where]
            low, high = interval(own.errors)
            row[where] = round(float(own.errors.mean()), 3)
            row[f"{where}, 95 %"] = f"{low:.3f} to {high:.3f}"
        made.append(row)
    return made


def terminal_table(found: Transferred) -> Table:
    """The same for a terminal."""
    from rich import box
    from rich.table import Table

    made = Table(
        box=box.SIMPLE_HEAD, title_justify="left",
        title=f"{found.old} to {found.new}: closed-loop error, as a share of reach",
    )  # fmt: skip
    rows = table_rows(found)
    for column in rows[0]:
        made.add_column(column, justify="left" if column == "method" else "right")
    for row in rows:
        made.add_row(*(str(value) for value in row.values()))
    return made


def report(found: Transferred, command: str = "") -> Report:
    """The whole page."""
    made = Report(
        f"{found.old} to {found.new}", "The same words on another voice: closed-loop error."
    )
    if command:
        made.command(command)
    made.bullets([*sentences(found.rows, found.old, found.new), *found.notes])
    made.figure(
        figure(found.rows),
        "Error by number of anchors decoded on the new voice, with 95 % intervals over targets. "
        "Dotted: what bounds it.",
    )
    made.table(table_rows(found), caption="Lower is better")
    made.heading("Methods").bullets(_explained(found.rows))
    return made


def _explained(rows: Sequence[Any]) -> list[str]:
    return [f"{name}: {METHODS[name]}." for name in dict.fromkeys(r.method for r in rows)]
