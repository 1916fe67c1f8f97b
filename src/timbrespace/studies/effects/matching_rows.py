"""Ways to settings for a reference, and how near each comes to the target that nobody was told."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.effects.base import Effect, defaults
from timbrespace.jobs import Job
from timbrespace.matching.match import find_settings
from timbrespace.matching.metric import StyleMetric, shipped_metric
from timbrespace.matching.sound import Columns, Floats, Mono, at_peak
from timbrespace.matching.storage import Matcher
from timbrespace.matching.style import style
from timbrespace.matching.trials import Budget
from timbrespace.measure.distances import Source
from timbrespace.studies.effects.matching_items import RATE_HZ, Item

if TYPE_CHECKING:
    from timbrespace.matching.choosing import Choice

#: Rows of the table, in order, with what a person reads. The target itself is told to the last.
ROWS = {
    "point": "ours, feed-forward",
    "at once": "ours, checked by 13 to 19 renderings",
    "refined": "ours, refined",
    "gradient": "ours, refined by gradient",
    "delivered at once": "delivered at once: checked, dry where refused",
    "delivered": "delivered refined: with --seconds, dry where refused",
    "dry": "dry (do nothing)",
    "mid": "every setting in the middle",
    "random": "random settings",
    "table": "nearest of a table of 1,000",
    "search": "search alone, same budget",
    "told": "search, told the target",
}
#: Rows that can refuse.
CAN_REFUSE = ("at once", "refined", "gradient", "search")
#: What a person is given, and the row that it is where nothing is refused: without ``--seconds``,
#: with it, and, where nobody learned the effect, with it as well.
DELIVERED = {"delivered at once": ("at once",), "delivered": ("refined", "search")}
#: Measures of distance from the target; all are better lower.
METRICS = {
    "mr_stft": ("multi-resolution STFT", ""),
    "mel": ("mel distance", "dB"),
    "lufs": ("loudness", "LU"),
    "centroid": ("spectral centroid", "octaves"),
    "parameters": ("settings", "of their travel"),
}


@dataclass(frozen=True)
class Table:
    """Styles of rendered sounds with their settings: a look-up that renders nothing.

    Args:
        styles: ``(N, D)``.
        theta: ``(N, P)``.
    """

    styles: Floats
    theta: Floats

    def nearest(self, reference: Floats, metric: StyleMetric) -> Floats:
        """Settings ``(P,)`` of the row whose style is nearest to a reference ``(D,)``."""
        nearest: Floats = self.theta[int(metric.unlikeness(self.styles, reference).argmin())]
        return nearest


@dataclass(frozen=True)
class Spent:
    """What it took to find settings.

    Args:
        clock_s: Seconds on the clock, other work on the machine included.
        processor_s: Seconds of processor time of this process, so not of a plug-in's.
        n_renders: Settings that were tried.
    """

    clock_s: float
    processor_s: float
    n_renders: int


@dataclass(frozen=True)
class Scored:
    """One item under one effect.

    Args:
        distances: By row and metric; NaN where a metric does not apply to a row.
        refused: Of the rows that can refuse: whether they left the sound alone.
        expected: Of those rows: the share of the dry distance that they expected to go.
        spent: Of those rows: what they took.
    """

    distances: Mapping[str, Mapping[str, float]]
    refused: Mapping[str, bool]
    expected: Mapping[str, float]
    spent: Mapping[str, Spent]


def delivered_from(rows: Collection[str]) -> dict[str, str]:
    """What each delivered row is where nothing is refused, as far as there are such rows.

    Example:
        >>> delivered_from(["search"]), delivered_from(["at once", "refined", "search"])
        ({'delivered': 'search'}, {'delivered at once': 'at once', 'delivered': 'refined'})
    """
    return {
        row: next(each for each in ways if each in rows)
        for row, ways in DELIVERED.items()
        if any(each in rows for each in ways)
    }


class Scorer:
    """Scores items under one effect.

    Args:
        effect: Which.
        matcher: Of this effect, or None: the rows that need one are then left out.
        table: For the look-up, or None.
        n_renders: Budget of each search.
        seed: Of all chance.
        job: Can be stopped.
        sloped: Whether settings are refined by gradient, too, where that can be done.
    """

    def __init__(
        self, effect: Effect, matcher: Matcher | None, table: Table | None, n_renders: int,
        seed: int, job: Job, sloped: bool = True,
    ) -> None:  # fmt: skip
        self.effect, self.matcher, self.table = effect, matcher, table
        self.n_renders, self.seed, self.job = n_renders, seed, job
        self.sloped = sloped and effect.differentiable and _has_torch()
        self.told: Columns = np.flatnonzero([each.identifiable for each in effect.parameters])

    def score(self, item: Item, theta: Floats | None, seed: int) -> Scored:
        """One item under true settings ``(P,)``, or with an untreated reference (None)."""
        reference = item.other if theta is None else self.rendered(item.other, theta)
        target = item.dry if theta is None else self.rendered(item.dry, theta)
        judge = _Judge(target)
        found, choices, spent = self._settings(item, reference, target, seed, theta is None)
        distances = {"dry": {**judge.distances(item.dry), "parameters": float("nan")}}
        for row, settings in found.items():
            distances[row] = judge.distances(self.rendered(item.dry, settings))
            distances[row]["parameters"] = self._missed(settings, theta)
        for row, best in delivered_from(choices).items():
            distances[row] = distances["dry" if choices[best].refused else best]
        return Scored(
            distances,
            {row: choice.refused for row, choice in choices.items()},
            {row: choice.gain for row, choice in choices.items()},
            spent,
        )

    def sounds(self, item: Item, theta: Floats) -> bool:
        """Whether both halves of an item can be heard under settings ``(P,)``."""
        return all(self.rendered(each, theta).any() for each in (item.dry, item.other))

    def rendered(self, sound: Mono, theta: Floats) -> Mono:
        """A sound ``(T,)`` under settings ``(P,)``, at -12 dBFS peak before and after."""
        made = self.effect.apply(at_peak(sound)[None, None], theta[None], RATE_HZ)[0, 0]
        return at_peak(np.nan_to_num(np.asarray(made, np.float32)))

    def _settings(
        self, item: Item, reference: Mono, target: Mono, seed: int, only_ours: bool
    ) -> tuple[dict[str, Floats], dict[str, Choice], dict[str, Spent]]:
        found: dict[str, Floats] = {}
        choices: dict[str, Choice] = {}
        took: dict[str, Spent] = {}
        budget = Budget(renders=self.n_renders)
        ways: list[tuple[str, Matcher | None, Budget | None, Mono, bool]]
        ways = [("search", None, budget, reference, False)]
        if self.matcher is not None:
            ways[:0] = [("at once", self.matcher, None, reference, False),
                        ("refined", self.matcher, budget, reference, False)]  # fmt: skip
            if self.sloped and not only_ours:
                ways.append(("gradient", self.matcher, budget, reference, False))
        if not only_ours:
            ways.append(("told", None, budget, target, True))
        for row, matcher, spent, heard, same in ways:
            clock_s, processor_s = time.perf_counter(), time.process_time()
            made = find_settings(
                item.dry, heard, RATE_HZ, self.effect, matcher=matcher, budget=spent, same=same,
                refine="gradient" if row == "gradient" else "search",
                seed=self.seed + seed, job=self.job,
            )  # fmt: skip
            found[row] = made.theta
            if not same:
                choices[row] = made.choice
                took[row] = Spent(
                    time.perf_counter() - clock_s, time.process_time() - processor_s,
                    made.choice.n_renders,
                )  # fmt: skip
        if self.matcher is not None:
            found["point"] = self._at_once(self.matcher, item.dry, reference)
        found |= {} if only_ours else self._baselines(reference, seed)
        return found, choices, took

    def _at_once(self, matcher: Matcher, dry: Mono, reference: Mono) -> Floats:
        """What the matcher's network names, nothing rendered: ``(P,)``."""
        belief = matcher.believe(style(dry, RATE_HZ), style(reference, RATE_HZ))
        theta = defaults(self.effect)
        theta[matcher.columns] = belief.point
        return theta

    def _baselines(self, reference: Mono, seed: int) -> dict[str, Floats]:
        usual = defaults(self.effect)
        rng = np.random.default_rng([self.seed, seed, 11])
        found = {}
        for row, settings in (
            ("mid", np.full(len(usual), 0.5)),
            ("random", rng.random(len(usual))),
        ):
            found[row] = usual.copy()
            found[row][self.told] = settings[self.told]
        if self.table is not None:
            nearest = self.table.nearest(style(reference, RATE_HZ), shipped_metric())
            found["table"] = usual.copy()
            found["table"][self.told] = nearest[self.told]
        return found

    def _missed(self, settings: Floats, theta: Floats | None) -> float:
        if theta is None:
            return float("nan")
        return float(np.abs(settings - theta)[self.told].mean())


class _Judge:
    """Distances from one target."""

    def __init__(self, target: Mono) -> None:
        self._source = Source(target, RATE_HZ)
        self._loudness, self._centroid = _loudness_lufs(target), _centroid_hz(target)

    def distances(self, sound: Mono) -> dict[str, float]:
        return {
            "mr_stft": self._source.multi_resolution_stft(sound),
            "mel": self._source.level_distances_db(sound)[0],
            "lufs": abs(_loudness_lufs(sound) - self._loudness),
            "centroid": abs(float(np.log2(_centroid_hz(sound) / self._centroid))),
        }


def _has_torch() -> bool:
    from importlib.util import find_spec

    return find_spec("torch") is not None


def _loudness_lufs(sound: Mono) -> float:
    from timbrespace.semantics.loudness import integrated

    return float(integrated(sound[None, None].astype(np.float64), RATE_HZ)[0])


def _centroid_hz(sound: Mono) -> float:
    """Centre of the power spectrum of the whole sound, held above 20 Hz."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    return max(20.0, float((power * hz).sum() / max(float(power.sum()), 1e-20)))
