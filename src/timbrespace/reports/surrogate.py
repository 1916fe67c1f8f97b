"""What a surrogate's evaluation leaves on disk: records and the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.reports.results import Result, write_results
from timbrespace.reports.surrogate_page import own_methods, report, word_rows
from timbrespace.surrogates.evaluation import Evaluation
from timbrespace.surrogates.inverses import METHODS
from timbrespace.surrogates.sweeps import leakage

if TYPE_CHECKING:
    from rich.table import Table


def results(found: Evaluation, command: str = "") -> list[Result]:
    """Every number of an evaluation, with its baselines beside it."""
    made = [
        *_domain(found, command),
        *_forward(found, command),
        *_closed_loop(found, command),
        *_reach(found, command),
        *_sweeps(found, command),
        *_drags(found, command),
    ]
    return [each for each in made if each.value == each.value]


def write(
    found: Evaluation,
    folder: Path,
    *,
    seconds: float,
    seed: int,
    notes: Sequence[str] = (),
    command: str = "",
) -> Path:
    """Write results.json and report.html into the surrogate's folder.

    Returns:
        The path of report.html.
    """
    write_results(
        folder / "results.json", results(found, command), seconds=seconds, seed=seed, notes=notes
    )
    page = report(found, notes=notes, seconds=seconds, seed=seed, command=command)
    return page.write(folder / "report.html")


def terminal_table(found: Evaluation) -> Table:
    """The words as a terminal shows them."""
    from rich import box
    from rich.table import Table

    rows = word_rows(found)
    made = Table(
        box=box.SIMPLE_HEAD, title_justify="left", padding=(0, 1),
        title=f"{found.surrogate.voice}: what each word is worth here",
    )  # fmt: skip
    for name in rows[0]:
        made.add_column(name, justify="left" if name in ("word", "slider") else "right")
    for row in rows:
        # Brackets would be read as markup.
        made.add_row(*(str(value).replace("[", r"\[") for value in row.values()))
    return made


def _domain(found: Evaluation, command: str) -> Iterator[Result]:
    domain, n = found.domain, len(found.points.latents)
    where = {"voice": found.surrogate.voice}
    for name, value in (("share_silent", domain.silent), ("share_clipped", domain.clipped)):
        yield Result(name, where, value, n_items=n, better="lower", command=command)
    for word in found.surrogate.words:
        of: Any = {**where, "word": word.name}
        yield Result("share_defined", of, domain.defined[word.name], n_items=n, command=command)
        for name, spread in (("spread_between_latents", domain.between),
                             ("spread_between_repeats", domain.within)):  # fmt: skip
            yield Result(name, of, spread[word.name], unit=word.unit, n_items=n, better="",
                         command=command)  # fmt: skip


def _forward(found: Evaluation, command: str) -> Iterator[Result]:
    for foretold in found.foretold:
        size: Any = {"n_items": len(foretold.split.test), "command": command}
        for k, word in enumerate(found.surrogate.words):
            where = {"voice": found.surrogate.voice, "word": word.name,
                     "points": foretold.split.name}  # fmt: skip
            rows = {name: float(row[k]) for name, row in foretold.rows.items()}
            yield Result("r2", where, float(foretold.r2[k]), float(foretold.low[k]),
                         float(foretold.high[k]), baselines=rows, **size)  # fmt: skip
            for level, share in foretold.coverage.items():
                yield Result("coverage", {**where, "of": level}, float(share[k]), better="",
                             baselines={"nominal": level}, **size)  # fmt: skip


def _closed_loop(found: Evaluation, command: str) -> Iterator[Result]:
    units = {word.name: word.unit for word in found.surrogate.words}
    for mine in (loop for loop in found.loops if loop.method in METHODS[:2]):
        beside = [
            other for other in found.loops
            if (other.word, other.together) == (mine.word, mine.together)
            and other.method not in own_methods
        ]  # fmt: skip
        where: Any = {
            "voice": found.surrogate.voice, "word": mine.word, "method": mine.method,
            "asked": "together" if mine.together else "alone",
        }  # fmt: skip
        size: Any = {"n_items": len(mine.wanted), "command": command}
        yield Result(
            "closed_loop_spearman", where, mine.spearman, *mine.interval(),
            baselines={other.method: other.spearman for other in beside}, **size,
        )  # fmt: skip
        yield Result(
            "closed_loop_median_error", where, mine.median_error, unit=units[mine.word],
            better="lower", baselines={other.method: other.median_error for other in beside},
            **size,
        )  # fmt: skip
        yield Result(
            "closed_loop_moved", where, float(np.median(mine.moved)), unit="sd", better="lower",
            baselines={other.method: float(np.median(other.moved)) for other in beside}, **size,
        )  # fmt: skip


def _reach(found: Evaluation, command: str) -> Iterator[Result]:
    for reach in found.reaches:
        where = {"voice": found.surrogate.voice, "word": reach.word}
        size: Any = {"n_items": len(reach.said), "command": command}
        baselines = {"always said to be reached": float(reach.met.mean())}
        yield Result("reached_precision", where, reach.precision, baselines=baselines, **size)
        yield Result("reached_recall", where, reach.recall, **size)


def _sweeps(found: Evaluation, command: str) -> Iterator[Result]:
    if not found.sweeps:
        return
    names, moved = found.surrogate.names, leakage(list(found.sweeps))
    for sweep, row in zip(found.sweeps, moved, strict=True):
        where: Any = {"voice": found.surrogate.voice, "slider": sweep.word}
        size: Any = {"n_items": len(sweep.shares), "command": command}
        yield Result("monotonicity", where, sweep.monotonicity, baselines={"chance": 0.5}, **size)
        for k, name in enumerate(names):
            own = name == sweep.word
            kind: Any = ("slider_travel", "higher") if own else ("leakage", "lower")
            yield Result(kind[0], {**where, "word": name}, float(row[k]), better=kind[1], **size)


def _drags(found: Evaluation, command: str) -> Iterator[Result]:
    """A hundredth of a slider at a time: how far the latent goes, and how the word follows."""
    for drag in found.drags:
        where = {"voice": found.surrogate.voice, "slider": drag.word}
        size: Any = {"n_items": len(drag.shares), "better": "lower", "command": command}
        for name, percent in (("median", 50), ("p95", 95), ("largest", 100)):
            yield Result(f"drag_step_{name}", where, drag.step(percent), unit="sd", **size)
        for name in ("still", "jump", "error", "hysteresis"):
            yield Result(f"drag_{name}", where, float(getattr(drag, name)), **size)
