"""Sliders moved from one end to the other: whether the word follows, and what moves along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Floats, Points, Word
from timbrespace.surrogates.closed_loop import usable_words
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.runtime import LearnedSurrogate

#: Positions of a slider in one sweep.
POSITIONS = 13
#: A slider is dragged over so much of its reach and back, in so many steps each way.
DRAGGED, DRAG_STEPS = 0.33, 33
#: A word that moves less than this share of its reach in one step of a drag stands still.
STILL = 1e-3
#: A step down that is smaller than this share of the range counts for nothing.
LEAST_STEP = 0.005


@dataclass(frozen=True)
class Sweep:
    """One slider moved from low to high, from several starting points.

    Args:
        word: Its name.
        positions: ``(P,)`` in its unit.
        shares: ``(S, P, K)``: all words at each position, for each of S starting points, as
            shares of what each reaches (of octaves, where a word is in Hz).
        own: Index of the word itself.
    """

    word: str
    positions: Floats
    shares: Floats
    own: int

    @property
    def monotonicity(self) -> float:
        """Share of steps up the slider at which the word rises, or stays where it is."""
        steps = np.diff(self.shares[:, :, self.own], axis=1)
        known = np.isfinite(steps)
        rising = steps >= -LEAST_STEP
        return float(rising[known].mean()) if known.any() else float("nan")

    @property
    def travel(self) -> Floats:
        """How far each word moves in a sweep ``(K,)``, as a share of what it reaches.

        From its lowest to its highest value, mean over starting points; NaN where undefined.
        """
        known = np.isfinite(self.shares)
        low = np.where(known, self.shares, np.inf).min(axis=1)
        high = np.where(known, self.shares, -np.inf).max(axis=1)
        moved = np.where(known.any(axis=1), high - low, np.nan)
        some = np.isfinite(moved).any(axis=0)
        moved[:, ~some] = 0.0
        return np.where(some, np.nanmean(moved, axis=0), np.nan)


@dataclass(frozen=True)
class Drag:
    """One slider dragged in hundredths of its reach, there and back, from several places.

    Args:
        word: Its name.
        wanted: ``(S, P)``; where the slider stood, as shares of the reach.
        shares: ``(S, P)``; what was measured of the word, likewise.
        steps: ``(S, P - 1)``; how far the latent went in each step, in standard deviations.
    """

    word: str
    wanted: Floats
    shares: Floats
    steps: Floats

    def step(self, percent: float) -> float:
        """A percentile of how far a hundredth of the slider goes, in standard deviations."""
        return float(np.percentile(self.steps, percent))

    @property
    def still(self) -> float:
        """Share of the steps at which the word stands still though the slider moved."""
        moved = self._moved()
        return float((moved < STILL).mean()) if moved.size else float("nan")

    @property
    def jump(self) -> float:
        """The largest jump of the word in one step, as a share of its reach."""
        moved = self._moved()
        return float(moved.max()) if moved.size else float("nan")

    @property
    def error(self) -> float:
        """Median distance of the word from where the slider stands, as a share of its reach."""
        missed = np.abs(self.shares - self.wanted)
        known = np.isfinite(missed)
        return float(np.median(missed[known])) if known.any() else float("nan")

    @property
    def hysteresis(self) -> float:
        """Median difference between the way there and the way back, as a share of the reach."""
        apart = np.abs(self.shares - self.shares[:, ::-1])
        known = np.isfinite(apart)
        return float(np.median(apart[known])) if known.any() else float("nan")

    def _moved(self) -> Floats:
        """How far the word moved in each step that the slider moved, where it is known."""
        moved = np.abs(np.diff(self.shares, axis=1))
        return np.asarray(moved[np.isfinite(moved) & (np.diff(self.wanted, axis=1) != 0)])


def run_drags(
    surrogate: LearnedSurrogate,
    meter: Meter,
    points: Points,
    test: NDArray[np.intp],
    *,
    n_starts: int = 4,
    words: Sequence[str] | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> list[Drag]:
    """Drag each slider a third of its reach and back, a hundredth at a time.

    Each drag begins at what the surrogate expects of its starting point, and goes where there is
    more room.

    Args:
        surrogate: That finds the latents.
        meter: Decodes and describes, with the surrogate's words as names.
        points: Of which some are starting points.
        test: Rows that those come from: points that nobody learned from.
        n_starts: Starting points for each slider; the same for all sliders.
        words: Only these; default: all that have sliders.
        seed: Of the starting points.
        job: Counts decodes; can be stopped.
    """
    job = quiet_job(job, "drag")
    usable = [k for k in usable_words(surrogate) if words is None or surrogate.names[k] in words]
    chosen = np.random.default_rng([seed, 72]).choice(test, min(n_starts, len(test)), False)
    starts = points.latents[chosen].astype(np.float64)
    n_positions = 2 * DRAG_STEPS + 1
    job.begin(len(usable) * len(starts) * n_positions, "drags of sliders", unit="decodes")
    expected = surrogate.predict(starts)[0]
    drags = []
    for k in usable:
        word = surrogate.words[k]
        wanted = np.stack([_there_and_back(at) for at in word.share(expected[:, k])])
        paths = zip(word.at(wanted), starts, strict=True)
        path = np.stack([_path(surrogate, word.name, positions, z) for positions, z in paths])
        read = meter.read_all(path.reshape(-1, path.shape[-1]).astype(np.float32), job)
        shares = word.share(read.values[:, k]).reshape(wanted.shape)
        steps = np.diff(path, axis=1) / surrogate.latent_scaling.scale
        drags.append(Drag(word.name, wanted, shares, np.linalg.norm(steps, axis=-1)))
    return drags


def _there_and_back(begin: float) -> Floats:
    """Positions of a slider as shares of its reach, from where it stands, within its ends."""
    begin = min(max(begin, 0.0), 1.0)
    way = (DRAGGED if begin < 0.5 else -DRAGGED) * np.linspace(0.0, 1.0, DRAG_STEPS + 1)
    return begin + np.concatenate([way, way[-2::-1]])


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
    sweeps = []
    for k in usable:
        word = surrogate.words[k]
        positions = word.at(np.linspace(0.0, 1.0, POSITIONS))
        path = np.stack([_path(surrogate, word.name, positions, start) for start in starts])
        readings = meter.read_all(path.reshape(-1, path.shape[-1]).astype(np.float32), job)
        shares = shares_of(surrogate.words, readings.values)
        sweeps.append(Sweep(word.name, positions, shares.reshape(len(starts), POSITIONS, -1), k))
    return sweeps


def shares_of(words: Sequence[Word], values: Floats) -> Floats:
    """Values ``(..., K)`` of words in their units as shares of what each reaches."""
    return np.stack([word.share(values[..., k]) for k, word in enumerate(words)], axis=-1)


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
