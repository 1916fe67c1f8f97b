"""Carry one cloud of points onto another: in slices, or by entropic optimal transport.

Both are learned on some points and then move any others, new ones too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.sonify.whitening import Floats

#: Steps, and turns of the axes that each is the mean of. More steps learn the points by heart: new
#: ones then come to lie no nearer, and neighbours part.
N_STEPS, N_TURNS = 4, 16
#: Quantiles that two slices are compared by: few points can't say many.
FEWEST_LEVELS, MOST_LEVELS = 9, 65
#: Entropy's price, as a share of the median cost: less is sharper, and parts more neighbours.
BLUR = 0.05
#: Points of either side that an entropic plan is made of.
MOST_POINTS = 1_024
_MOST_ROUNDS = 2_000


@dataclass(frozen=True)
class Sliced:
    """Steps, each of which is the mean of what many slices ask for.

    Args:
        turns: ``(S, P, k, k)``; P turns of the axes in each of S steps; rows are axes.
        here: ``(S, P, L, k)``; quantiles along them of what is moved.
        there: ``(S, P, L, k)``; of what it is moved onto.
    """

    turns: Floats
    here: Floats
    there: Floats

    def apply(self, points: Floats) -> Floats:
        """Where points ``(N, k)`` come to lie."""
        for step in zip(self.turns, self.here, self.there, strict=True):
            points = _moved(points, *step)
        return points


def fit_sliced(source: Floats, target: Floats, seed: int = 0, n_steps: int = N_STEPS) -> Sliced:
    """Learn to carry points ``(N, k)`` onto ``(M, k)``: down the sliced Wasserstein distance.

    Along any axis the best transport joins quantiles. Each step goes the mean of the ways that
    axes ask for, so that points wander no further than they must.

    Source: Rabin et al., "Wasserstein barycenter and its application to texture mixing" (2011).

    Args:
        source: What is moved.
        target: Onto what.
        seed: Of the axes.
        n_steps: How many.

    Example:
        >>> rng = np.random.default_rng(0)
        >>> square = rng.uniform(-1, 1, (500, 2))
        >>> moved = fit_sliced(rng.normal(size=(500, 2)), square).apply(np.array([[9.0, 0.0]]))
        >>> bool(np.abs(moved).max() < 9)
        True
    """
    rng = np.random.default_rng([seed, 21])
    n_levels = int(np.clip(np.sqrt(min(len(source), len(target))), FEWEST_LEVELS, MOST_LEVELS))
    levels = np.linspace(0.0, 1.0, n_levels)
    points, steps = source, []
    for _ in range(n_steps):
        turns = np.stack([_turn(source.shape[1], rng) for _ in range(N_TURNS)])
        here = _rising(np.stack([np.quantile(points @ t.T, levels, axis=0) for t in turns]))
        there = np.stack([np.quantile(target @ t.T, levels, axis=0) for t in turns])
        points = _moved(points, turns, here, there)
        steps.append((turns, here, there))
    return Sliced(*(np.stack(part) for part in zip(*steps, strict=True)))


@dataclass(frozen=True)
class Entropic:
    """The entropic map: each point goes to a mean of targets, weighed by the plan's potentials.

    Args:
        target: ``(M, k)``.
        potential: ``(M,)``; of the targets.
        reg: Price of entropy, in units of squared distance.
    """

    target: Floats
    potential: Floats
    reg: float

    def apply(self, points: Floats) -> Floats:
        """Where points ``(N, k)`` come to lie."""
        parts = [np.zeros((0, self.target.shape[1]))]
        for begin in range(0, len(points), MOST_POINTS):
            some = points[begin : begin + MOST_POINTS]
            logs = self.potential - _squares(some, self.target) / self.reg
            weights = np.exp(logs - logs.max(axis=1, keepdims=True))
            parts.append(weights @ self.target / weights.sum(axis=1, keepdims=True))
        return np.concatenate(parts)


def fit_entropic(source: Floats, target: Floats, seed: int = 0, blur: float = BLUR) -> Entropic:
    """Learn to carry points ``(N, k)`` onto ``(M, k)`` by an entropic plan (Sinkhorn).

    Source: Cuturi, "Sinkhorn distances" (2013); for points that were not there when it was
    learned, Pooladian and Niles-Weed, "Entropic estimation of optimal transport maps" (2021).

    Args:
        source: What is moved.
        target: Onto what.
        seed: Of the draw where there are more than 1,024 points.
        blur: Price of entropy, as a share of the median squared distance.

    Raises:
        MissingExtra: POT is not installed.
        TimbrespaceError: No plan is found.
    """
    try:
        from ot.bregman import sinkhorn_knopp, sinkhorn_log
    except ModuleNotFoundError as error:
        raise MissingExtra("entropic optimal transport", "models") from error
    rng = np.random.default_rng([seed, 22])
    some, onto = (_some(points, rng) for points in (source, target))
    cost = _squares(some, onto)
    reg = blur * float(np.median(cost))
    a, b = (np.full(len(points), 1 / len(points)) for points in (some, onto))
    how = {"numItermax": _MOST_ROUNDS, "stopThr": 1e-6, "log": True, "warn": False}
    with np.errstate(all="ignore"):
        # Products are quick; sums of logarithms are what holds where these run out of digits.
        potential = np.log(np.asarray(sinkhorn_knopp(a, b, cost, reg, **how)[1]["v"], np.float64))
        if not np.isfinite(potential).all():
            potential = np.asarray(sinkhorn_log(a, b, cost, reg, **how)[1]["log_v"], np.float64)
    if not np.isfinite(potential).all():
        raise TimbrespaceError("No plan of transport was found.", "Use --how sliced.")
    return Entropic(onto, potential, reg)


def sliced_distance(a: Floats, b: Floats, seed: int = 0, n_slices: int = 128) -> float:
    """Sliced Wasserstein distance between clouds ``(N, k)`` and ``(M, k)``.

    Source: Bonneel et al., "Sliced and Radon Wasserstein barycenters of measures" (2015).
    """
    rng = np.random.default_rng([seed, 23])
    axes = rng.normal(size=(n_slices, a.shape[1]))
    axes /= np.linalg.norm(axes, axis=1, keepdims=True)
    levels = (np.arange(200) + 0.5) / 200
    gaps = np.quantile(a @ axes.T, levels, axis=0) - np.quantile(b @ axes.T, levels, axis=0)
    return float(np.sqrt(np.square(gaps).mean()))


def _moved(points: Floats, turns: Floats, here: Floats, there: Floats) -> Floats:
    """Points ``(N, k)`` after one step: the mean over all turns."""
    parts = [_matched(points, *turn) for turn in zip(turns, here, there, strict=True)]
    return np.asarray(np.mean(parts, axis=0), np.float64)


def _matched(points: Floats, turn: Floats, here: Floats, there: Floats) -> Floats:
    along = points @ turn.T
    moved = np.empty_like(along)
    for axis in range(along.shape[1]):
        x, xs, ys = along[:, axis], here[:, axis], there[:, axis]
        # Beyond the ends a point keeps its distance from them.
        beyond = np.minimum(x - xs[0], 0.0) + np.maximum(x - xs[-1], 0.0)
        moved[:, axis] = np.interp(x, xs, ys) + beyond
    return np.asarray(moved @ turn, np.float64)


def _rising(quantiles: Floats) -> Floats:
    """Quantiles ``(..., L, k)`` of which none is the same as the one below."""
    ramp = np.arange(quantiles.shape[-2])[:, None]
    return np.asarray(quantiles + 1e-9 * ramp, np.float64)


def _turn(k: int, rng: np.random.Generator) -> Floats:
    q, r = np.linalg.qr(rng.normal(size=(k, k)))
    return np.asarray(q * np.sign(np.diag(r)), np.float64)


def _some(points: Floats, rng: np.random.Generator) -> Floats:
    if len(points) <= MOST_POINTS:
        return points
    return points[np.sort(rng.choice(len(points), MOST_POINTS, replace=False))]


def _squares(a: Floats, b: Floats) -> Floats:
    squares = np.square(a).sum(axis=1)[:, None] - 2 * a @ b.T + np.square(b).sum(axis=1)
    return np.asarray(np.maximum(squares, 0.0), np.float64)
