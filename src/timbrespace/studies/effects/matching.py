"""The matcher on matched items: every row is scored on the same inputs, references and settings.

The reference is another stretch of the input's own source under true settings; the target is the
input under them, which no row is told. Both are rendered from silence, so that no target holds a
tail that no setting can give. Beside these, references that were never treated: there, doing
nothing is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Effect
from timbrespace.effects.drawing import draw_settings
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.storage import Matcher, find_matcher
from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_items import CORPORA, Item, test_items
from timbrespace.studies.effects.matching_refusals import refusals
from timbrespace.studies.effects.matching_rows import (
    CAN_REFUSE,
    METRICS,
    ROWS,
    Scored,
    Scorer,
    Table,
)
from timbrespace.studies.effects.matching_speed import predict_s, spent
from timbrespace.studies.effects.matching_telling import Telling

if TYPE_CHECKING:
    from timbrespace.matching.learning.fit import Ground


@dataclass(frozen=True)
class Sizes:
    """How large a measurement is.

    Args:
        n_items: Items of each corpus.
        n_clean: Of these, how many are matched to an untreated reference as well.
        n_renders: Budget of each search, in settings tried.
        n_table: Rows of the look-up.
        sloped: Whether settings are refined by gradient, too, where an effect passes one.
    """

    n_items: int = 24
    n_clean: int = 8
    n_renders: int = 100
    n_table: int = 1_000
    sloped: bool = True


SMALL = Sizes(n_items=2, n_clean=1, n_renders=24, n_table=60)


@dataclass(frozen=True)
class Measured:
    """Scores of one effect.

    Args:
        effect: Its id.
        items: What was scored, in order.
        scored: One for each item.
        clean: Indices of items that were matched to an untreated reference, too.
        clean_scored: One for each of those.
        n_renders: Budget of the searches.
        predict_s: Seconds of the matcher's own answer for 5 s of sound; NaN without one.
    """

    effect: str
    items: tuple[Item, ...]
    scored: tuple[Scored, ...]
    clean: tuple[int, ...]
    clean_scored: tuple[Scored, ...]
    n_renders: int
    predict_s: float

    def column(self, row: str, metric: str) -> NDArray[np.float64]:
        """A metric of a row for every item ``(N,)``; NaN where the row was not scored."""
        return np.array([s.distances.get(row, {}).get(metric, np.nan) for s in self.scored])


def gather(data: Path, sizes: Sizes, seed: int = 0) -> list[Item]:
    """Items of all three corpora, whose sources no shipped matcher was learned from."""
    return [item for corpus in CORPORA for item in test_items(data, corpus, sizes.n_items, seed)]


def lookup(effect: Effect, ground: Ground, n: int, job: Job | None = None) -> Table:
    """A look-up of ``n`` renderings of training sounds."""
    wet, _ = ground.wet(effect, job)
    rows = np.flatnonzero(wet.usable)[:n]
    return Table(wet.style[rows], wet.theta[rows])


def measure_matching(
    effect: Effect,
    items: Sequence[Item],
    sizes: Sizes,
    *,
    matcher: Matcher | None = None,
    table: Table | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Measured:
    """Score every row on every item.

    Args:
        effect: Which.
        items: From :func:`gather`.
        sizes: Budgets.
        matcher: Default: the one that :func:`timbrespace.matching.storage.find_matcher` finds.
        table: From :func:`lookup`; None leaves that row out.
        seed: The same seed draws the same settings.
        job: Counts items; can be stopped.

    Raises:
        Cancelled: The job was asked to stop.
    """
    job, inner = quiet_job(job, "measure"), Job("match")
    learned = matcher or find_matcher(effect)
    scorer = Scorer(effect, learned, table, sizes.n_renders, seed, inner, sizes.sloped)
    theta = _true_settings(effect, items, scorer, seed)
    clean = [i for i in range(len(items)) if i % sizes.n_items < sizes.n_clean]
    job.begin(len(items) + len(clean), f"Matching {effect.title}", unit="items")
    scored, of_clean = [], []
    for i, (item, true) in enumerate(zip(items, theta, strict=True)):
        job.check()
        scored.append(scorer.score(item, true, i))
        job.advance()
    for i in clean:
        job.check()
        of_clean.append(scorer.score(items[i], None, i))
        job.advance()
    return Measured(
        effect.id, tuple(items), tuple(scored), tuple(clean), tuple(of_clean), sizes.n_renders,
        predict_s(learned, items[0]) if learned else float("nan"),
    )  # fmt: skip


def _true_settings(
    effect: Effect, items: Sequence[Item], scorer: Scorer, seed: int
) -> list[NDArray[np.float64]]:
    """Settings for each item; those that silence it are passed over, for silence has no style."""
    drawn = draw_settings(effect, 8 * len(items), seed + 77)
    order = np.random.default_rng([seed, 1]).permutation(len(items))
    found = []
    for i, item in enumerate(items):
        own = drawn[order[i] :: len(items)]
        found.append(next((each for each in own if scorer.sounds(item, each)), own[0]))
    return found


def records(measured: Measured, command: str = "", seed: int = 0) -> list[Result]:
    """Numbers of one effect.

    Returns:
        For each row and metric the mean over items with an interval over groups (``where`` has
        ``effect``, ``row``, ``metric`` and, for MR-STFT, ``corpus``: one of three or ``all``);
        ``gain``, the paired difference from dry (positive where nearer), and ``gain_share``,
        the same as a share of dry's mean; then those of
        :func:`timbrespace.studies.effects.matching_refusals.refusals` and of
        :func:`timbrespace.studies.effects.matching_speed.spent`.
    """
    found: list[Result] = []
    for corpus in ("all", *CORPORA):
        rows = [i for i, item in enumerate(measured.items) if corpus in ("all", item.corpus)]
        if rows:
            found += _of_rows(measured, corpus, np.array(rows), command, seed)
    for kind, of, scored in (
        ("treated", range(len(measured.items)), measured.scored),
        ("untreated", measured.clean, measured.clean_scored),
    ):
        tell = Telling(tuple(measured.items[i].group for i in of), command, seed)
        found += refusals({"effect": measured.effect, "reference": kind}, scored, tell)
    found += spent(measured.effect, measured.scored, command)
    return found + _of_prediction(measured, command)


def _of_rows(
    measured: Measured, corpus: str, rows: NDArray[np.intp], command: str, seed: int
) -> list[Result]:
    tell = Telling(tuple(measured.items[i].group for i in rows), command, seed)
    found = []
    for row in ROWS:
        for metric, (_, unit) in METRICS.items():
            values, dry = (measured.column(r, metric)[rows] for r in (row, "dry"))
            if not np.isfinite(values).any():
                continue
            place = {"effect": measured.effect, "row": row, "corpus": corpus, "metric": metric}
            found.append(tell("distance", place, values, unit, "lower"))
            if row != "dry" and np.isfinite(dry).any():
                share = (dry - values) / max(float(np.nanmean(dry)), 1e-9)
                found += [
                    tell("gain", place, dry - values, unit),
                    tell("gain_share", place, share),
                ]
    return found


def _of_prediction(measured: Measured, command: str) -> list[Result]:
    if not np.isfinite(measured.predict_s):
        return []
    place = {"effect": measured.effect, "row": "point"}
    return [Result("predict_s", place, measured.predict_s, unit="s", better="lower",
                   command=command)]  # fmt: skip


def as_plain(measured: Measured) -> Mapping[str, object]:
    """What a figure needs of it, as plain data."""
    return {
        "effect": measured.effect,
        "corpus": [item.corpus for item in measured.items],
        "rows": {row: measured.column(row, "mr_stft").tolist() for row in ROWS},
        "expected": {
            row: [each.expected.get(row) for each in measured.scored] for row in CAN_REFUSE
        },
    }
