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
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Effect
from timbrespace.effects.drawing import draw_settings
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.storage import Matcher, find_matcher
from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_items import CORPORA, Item, test_items
from timbrespace.studies.effects.matching_rows import METRICS, ROWS, Scored, Scorer, Table

if TYPE_CHECKING:
    from timbrespace.matching.learning.fit import Ground

N_BOOTSTRAPS = 2000
#: Rows that can refuse.
CAN_REFUSE = ("at once", "refined", "gradient", "search")


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
        _predict_s(learned, items[0]) if learned else float("nan"),
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
        the same as a share of dry's mean; ``refusal_right`` and ``refused``.
    """
    found: list[Result] = []
    for corpus in ("all", *CORPORA):
        rows = [i for i, item in enumerate(measured.items) if corpus in ("all", item.corpus)]
        if rows:
            found += _of_rows(measured, corpus, np.array(rows), command, seed)
    return found + _of_refusals(measured, command, seed) + _of_speed(measured, command)


def _of_rows(
    measured: Measured, corpus: str, rows: NDArray[np.intp], command: str, seed: int
) -> list[Result]:
    tell = _Telling(tuple(measured.items[i].group for i in rows), command, seed)
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


def _of_refusals(measured: Measured, command: str, seed: int) -> list[Result]:
    """How often acting or refusing was right, for treated and for untreated references."""
    found = []
    kinds = {
        "treated": (range(len(measured.items)), measured.scored),
        "untreated": (measured.clean, measured.clean_scored),
    }
    for kind, (rows, scored) in kinds.items():
        tell = _Telling(tuple(measured.items[i].group for i in rows), command, seed)
        for row in CAN_REFUSE:
            if not scored or row not in scored[0].refused:
                continue
            place = {"effect": measured.effect, "row": row, "reference": kind}
            right = np.array([float(_was_right(each, row)) for each in scored])
            refused = np.array([float(each.refused[row]) for each in scored])
            found += [
                tell("refusal_right", place, right),
                tell("refused", place, refused, better=""),
            ]
    return found


@dataclass(frozen=True)
class _Telling:
    """Makes results of values that belong to groups."""

    groups: tuple[str, ...]
    command: str
    seed: int

    def __call__(
        self, name: str, place: Mapping[str, str], values: NDArray[np.float64], unit: str = "",
        better: Literal["higher", "lower", ""] = "higher",
    ) -> Result:  # fmt: skip
        value, low, high = _interval(values, self.groups, self.seed)
        return Result(
            name, place, value, low, high, unit=unit, n_items=len(values),
            n_groups=len(set(self.groups)), better=better, command=self.command,
        )  # fmt: skip


def _was_right(scored: Scored, row: str) -> bool:
    """It refused where its settings were no nearer than dry, or acted where they were."""
    nearer = scored.distances[row]["mr_stft"] < scored.distances["dry"]["mr_stft"]
    return nearer != scored.refused[row]


def _of_speed(measured: Measured, command: str) -> list[Result]:
    if not np.isfinite(measured.predict_s):
        return []
    place = {"effect": measured.effect, "row": "point"}
    return [Result("predict_s", place, measured.predict_s, unit="s", better="lower",
                   command=command)]  # fmt: skip


def _interval(
    values: NDArray[np.float64], groups: Sequence[str], seed: int
) -> tuple[float, float, float]:
    """Mean, and the middle 95 % of what it is over draws of whole groups."""
    from timbrespace.factors.splits import bootstrap_weights, codes_of

    known = np.isfinite(values)
    names, codes = codes_of(groups)
    sums = np.bincount(codes[known], values[known], minlength=len(names))
    counts = np.bincount(codes[known], minlength=len(names))
    weights = bootstrap_weights(groups, N_BOOTSTRAPS, seed)
    totals = weights @ counts
    drawn = (weights @ sums)[totals > 0] / totals[totals > 0]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(values[known].mean()), float(low), float(high)


def _predict_s(matcher: Matcher, item: Item) -> float:
    """Seconds of processor time for two sounds of 5 s: styles and network; the best of five."""
    import time

    from timbrespace.matching.style import style
    from timbrespace.studies.effects.matching_items import RATE_HZ

    pair = [np.resize(each, 5 * RATE_HZ) for each in (item.dry, item.other)]
    took = []
    for _ in range(5):
        began_s = time.process_time()
        matcher.believe(*(style(each, RATE_HZ) for each in pair))
        took.append(time.process_time() - began_s)
    return min(took)


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
