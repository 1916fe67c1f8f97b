"""Sliders moved from one end to the other: whether the word follows, and what moves along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Floats, Points
from timbrespace.surrogates.closed_loop import usable_words
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.runtime import LearnedSurrogate

#: Positions of a slider in one sweep.
POSITIONS = 13
#: A step down that is smaller than this share of the range counts for nothing.
LEAST_STEP = 0.005


@dataclass(frozen=True)
class Sweep:
    """One slider moved from low to high, from several starting points.

    Args:
        word: Its name.
        positions: ``(P,)`` in its unit.
        measured: ``(S, P, K)``: all words at each position, for each of S starting points.
        ranges: ``(K,)``: what each word reaches, from low to high.
        own: Index of the word itself.
    """

    word: str
    positions: Floats
    measured: Floats
    ranges: Floats
    own: int

    @property
    def monotonicity(self) -> float:
        """Share of steps up the slider at which the word rises, or stays where it is."""
        steps = np.diff(self.measured[:, :, self.own], axis=1)
        known = np.isfinite(steps)
        rising = steps >= -LEAST_STEP * self.ranges[self.own]
        return float(rising[known].mean()) if known.any() else float("nan")

    @property
    def travel(self) -> Floats:
        """How far each word moves in a sweep ``(K,)``, as a share of what it reaches.

        From its lowest to its highest value, mean over starting points; NaN where undefined.
        """
        known = np.isfinite(self.measured)
        low = np.where(known, self.measured, np.inf).min(axis=1)
        high = np.where(known, self.measured, -np.inf).max(axis=1)
        moved = np.where(known.any(axis=1), high - low, np.nan) / self.ranges
        some = np.isfinite(moved).any(axis=0)
        moved[:, ~some] = 0.0
        return np.where(some, np.nanmean(moved, axis=0), np.nan)


def run_sweeps(
    surrogate: LearnedSurrogate,
    meter: Meter,
    points: Points,
    test: NDArray[np.intp],
    *,
    n_starts: int = 12,
    seed: int = 0,
    job: Job | None = None,
) -> list[Sweep]:
    """Sweep each slider as a player would: each position is looked for near the one before.

    Args:
        surrogate: That finds the latents.
        meter: Decodes and describes, with the surrogate's words as names.
        points: Of which some are starting points.
        test: Rows that those come from: points that nobody learned from.
        n_starts: Starting points for each slider; the same for all sliders.
        seed: Of the starting points.
        job: Counts decodes; can be stopped.
    """
    job = quiet_job(job, "sweep")
    usable = usable_words(surrogate)
    chosen = np.random.default_rng([seed, 71]).choice(test, min(n_starts, len(test)), False)
    starts = points.latents[chosen].astype(np.float64)
    job.begin(len(usable) * len(starts) * POSITIONS, "sweeps of sliders", unit="decodes")
    ranges = np.array([max(word.high - word.low, 1e-9) for word in surrogate.words])
    sweeps = []
    for k in usable:
        word = surrogate.words[k]
        positions = np.linspace(word.low, word.high, POSITIONS)
        path = np.stack([_path(surrogate, word.name, positions, start) for start in starts])
        readings = meter.read_all(path.reshape(-1, path.shape[-1]).astype(np.float32), job)
        measured = readings.values.reshape(len(starts), POSITIONS, -1)
        sweeps.append(Sweep(word.name, positions, measured, ranges, k))
    return sweeps


def leakage(sweeps: list[Sweep]) -> Floats:
    """How far each word moves ``(W, K)`` while each slider goes once from end to end.

    In units of what each word reaches: 1 on the diagonal is a slider that covers its range.
    """
    return np.stack([sweep.travel for sweep in sweeps])


def _path(surrogate: LearnedSurrogate, name: str, positions: Floats, start: Floats) -> Floats:
    latents = []
    for position in positions:
        start = surrogate.invert({name: float(position)}, start).latent
        latents.append(start)
    return np.stack(latents)
