"""What an explanation of a voice leaves on disk: records and a page with its heat maps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result, write_results
from timbrespace.surrogates.explain.explained import Explained
from timbrespace.surrogates.explain.figures import heat_figure, importance_figure, local_figure
from timbrespace.surrogates.explain.records import of_importance, of_local

if TYPE_CHECKING:
    from rich.table import Table

#: Words whose arrows are drawn beside each other.
MOST_DRAWN = 4


def results(found: Explained, command: str = "") -> list[Result]:
    """Every number of an explanation."""
    heard = [place for place in found.local if place.heard is not None]
    return [
        *of_importance(found.importance, found.voice, command),
        *of_local(heard, found.voice, command),
    ]


def write(
    found: Explained, folder: Path, *, seconds: float, seed: int = 0, command: str = ""
) -> Path:
    """Write report.html and results.json; returns the path of the page."""
    write_results(
        folder / "results.json", results(found, command), seconds=seconds, seed=seed,
        notes=found.notes,
    )  # fmt: skip
    return report(found, command).write(folder / "report.html")


def rows(found: Explained) -> list[dict[str, Any]]:
    """A row for each dim: its name, and how sure that is."""
    floors = dict(zip(found.importance.words, found.importance.floor.tolist(), strict=True))
    return [
        {
            "dim": name.dim,
            "called": name.title() or "-",
            "R2 lost": round(name.drop, 3),
            "95 %": f"{name.low:.3f} to {name.high:.3f}",
            "noise": round(floors[name.word], 3) if name.word else None,
        }
        for name in found.names
    ]


def terminal_table(found: Explained) -> Table:
    """The names of the dims, for a terminal."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, title=f"{found.voice}: what its dims do")
    made.title_justify = "left"
    for column in rows(found)[0]:
        made.add_column(column, justify="left" if column in ("dim", "called") else "right")
    for row in rows(found):
        made.add_row(*("" if value is None else str(value) for value in row.values()))
    return made


def report(found: Explained, command: str = "") -> Report:
    """The whole page."""
    seen = found.importance
    made = Report(f"{found.voice}: what its dims do", "Permutation importance, heat maps, slopes.")
    if command:
        made.command(command)
    made.text(
        f"One dim after another was dealt out anew among {seen.n_points} latents that the "
        f"surrogate did not learn from, {seen.n_repeats} times (Breiman 2001). What a word's R2 "
        "loses by that is how much it hangs on the dim. The noise is the most that a dim without "
        "any effect costs a model that was learned in the same way with such dims beside the "
        "real ones (Kursa and Rudnicki 2010). A dim is called after the word that it moves most, "
        "if that is beyond noise: + it raises it, − it lowers it, ± it depends on where one is."
    )
    made.bullets(found.notes)
    made.table(rows(found), caption="Names of the dims")
    made.figure(importance_figure(seen), "What each word hangs on; a dot: beyond noise.")
    made.heading("Each word over the two dims that it hangs on most")
    made.figure(
        heat_figure(found.heats),
        "All other dims are at the mean. Hatched: outside of where the voice is known. Dotted: "
        "the surrogate's spread is over a quarter of what the word reaches.",
    )
    for i, place in enumerate(found.local):
        made.heading(f"Around place {i + 1}")
        order = np.argsort(-np.abs(place.believed.value).max(axis=1), kind="stable")
        words = [place.words[k] for k in order if place.words[k] in seen.words][:MOST_DRAWN]
        made.figure(local_figure(place, words), _said(place.n_decodes, words))
    return made


def _said(n_decodes: int, words: Sequence[str]) -> str:
    beside = (
        f" Beside it a straight line through {n_decodes} decodes nearby (Ribeiro et al. 2016)."
        if n_decodes
        else ""
    )
    return f"What one deviation of each dim does to {', '.join(words)} here.{beside}"
