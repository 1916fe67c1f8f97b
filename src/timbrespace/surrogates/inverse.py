"""From wanted words to a latent: a few damped Gauss-Newton steps through the ensemble.

Many latents sound alike. Of those, the one near where the player stands is looked for, and none
where the voice is not known or the members of the ensemble quarrel (Levenberg 1944, Marquardt
1963).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.forward import LOG_VARIANCE, Ensemble
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.nearby import Around, Nearby

#: What one standard unit of distance costs, beside one standard unit of a word.
STAY = 2e-3
#: What lying outside of the known region costs, likewise.
LEAVE = 0.5
#: How much being unsure of a word counts beside missing it.
CAUTION = 1.0
#: Steps, at most: each takes about a third of a millisecond.
STEPS = 6
#: A step that gains less than this share is the last.
_ENOUGH = 1e-3

#: What costs less than this is met: a thousandth of a deviation.
_MET = 1e-6

#: From a point ``(D,)`` to its cost, half the gradient, and the Gauss-Newton curvature there.
Slope = Callable[[Floats], tuple[float, Floats, Floats]]


@dataclass(frozen=True)
class Wish:
    """Wanted words in standard units, and where the player stands.

    Args:
        words: Indices of the wanted words ``(W,)``.
        values: ``(W,)``.
        near: ``(D,)``.
        stay: Weighs the distance from ``near``.
        weights: What missing each costs ``(W,)``; None: all alike, 1.
    """

    words: NDArray[np.intp]
    values: Floats
    near: Floats
    stay: float = 1.0
    weights: Floats | None = None

    @property
    def roots(self) -> Floats:
        """Square roots of the weights ``(W,)``."""
        return np.ones(len(self.words)) if self.weights is None else np.sqrt(self.weights)


def search(
    ensemble: Ensemble,
    region: Region,
    wish: Wish,
    start: Floats | None = None,
    *,
    nearby: Nearby | None = None,
    caution: float = CAUTION,
    steps: int = STEPS,
) -> tuple[Floats, float]:
    """The latent ``(D,)`` that meets a wish best, and what it costs; in standard units.

    Args:
        ensemble: The forward direction.
        region: Where the voice is known.
        wish: What is wanted.
        start: Where to begin; default: where the player stands.
        nearby: Puts the forward direction right near points that were measured.
        caution: How much being unsure of a word counts beside missing it; with 0 the way is the
            shortest that the networks know.
        steps: At most.
    """

    put_right = None if nearby is None else nearby.around(wish.words)

    def around(at: Floats) -> tuple[float, Floats, Floats]:
        missed, slope = _expected(ensemble, wish, at, put_right, caution)
        return pulled(missed, slope, at - wish.near, wish.stay, region.outside(at))

    return descend(around, wish.near if start is None else start, steps)


def descend(around: Slope, start: Floats, steps: int) -> tuple[Floats, float]:
    """Damped Gauss-Newton steps from a point ``(D,)``: where they end, and what it costs there.

    Args:
        around: What a point costs, and the slope and curvature there.
        start: Where to begin.
        steps: At most; fewer where one gains hardly anything.
    """
    at: Floats = start
    damping = 1e-2
    cost, gradient, curvature = around(at)
    for _ in range(steps):
        there: Floats = at - damped_step(gradient, curvature, damping)
        new = around(there)
        if new[0] >= cost:
            damping *= 8.0
            continue
        gained = (cost - new[0]) / max(cost, 1e-12)
        at = there
        cost, gradient, curvature = new
        damping = max(damping / 4.0, 1e-6)
        if gained < _ENOUGH or cost < _MET:
            break
    return at, cost


def damped_step(gradient: Floats, curvature: Floats, damping: float) -> Floats:
    """What to take off a point ``(D,)`` to go down: less, and more along the slope, if damped."""
    damped = curvature + damping * np.diag(np.diag(curvature))
    return np.asarray(np.linalg.solve(damped, gradient), np.float64)


def pulled(
    missed: Floats, slope: Floats, away: Floats, stay: float, outside: tuple[float, Floats]
) -> tuple[float, Floats, Floats]:
    """Cost, half its gradient and its curvature, of misses, of distance and of leaving.

    Args:
        missed: Residuals ``(R,)``.
        slope: Their Jacobian ``(R, D)``.
        away: From where the player stands ``(D,)``.
        stay: Weighs that distance.
        outside: How far outside of the known region, and the way out.
    """
    beyond, outwards = outside
    cost = float(missed @ missed + STAY * stay * away @ away + LEAVE * beyond**2)
    gradient = slope.T @ missed + STAY * stay * away + LEAVE * beyond * outwards
    curvature = slope.T @ slope + LEAVE * np.outer(outwards, outwards)
    curvature[np.diag_indices_from(curvature)] += STAY * stay + 1e-9
    return cost, gradient, curvature


def _expected(
    ensemble: Ensemble, wish: Wish, at: Floats, put_right: Around | None, caution: float
) -> tuple[Floats, Floats]:
    """Residuals ``(R,)`` whose squares add up to the expected squared miss, and their Jacobian.

    The mean's miss counts; and how far each member lies from the mean, and its own spread:
    places where they quarrel, or where none of them is sure, are not mistaken for good. What
    points nearby say is taken for the same all around: it changes slowly beside the networks,
    or (close to a point, of what is never smooth) too fast to be followed.
    """
    n, words = len(wish.words), wish.words
    outputs, slopes = ensemble.slopes(at, np.concatenate([words, ensemble.n_words + words]))
    means, rises = outputs[:, :n], slopes[:, :n]
    mean, rise = means.mean(axis=0), rises.mean(axis=0)
    inner = np.exp(0.5 * np.clip(outputs[:, n:], *LOG_VARIANCE))
    temper, share = np.sqrt(ensemble.temper[words]), 1 / np.sqrt(ensemble.n_members)
    spread = share * temper * inner
    apart = share * temper * (means - mean)
    left = np.ones(n)
    missed = mean - wish.values
    if put_right is not None:
        wide = np.sqrt((spread**2).sum(axis=0) + (apart**2).sum(axis=0))
        errors, remaining = put_right(at)
        missed = missed + wide * errors
        left = np.sqrt(remaining)
    roots = wish.roots
    missed, rise = missed * roots, rise * roots[:, None]
    if not caution:
        return missed, rise
    weight = caution * left * roots
    unsure = np.concatenate([weight * apart, weight * spread]).reshape(-1)
    away = share * temper[:, None] * (rises - rises.mean(axis=0))
    bends = slopes[:, n:] * (0.5 * spread[..., None])
    weighed = np.concatenate([away, bends]) * weight[:, None]
    return np.concatenate([missed, unsure]), np.concatenate([rise, weighed.reshape(-1, len(at))])
