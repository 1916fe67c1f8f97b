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

#: From a point ``(D,)`` to its cost, half the gradient, and the Gauss-Newton curvature there.
Around = Callable[[Floats], tuple[float, Floats, Floats]]


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
    ensemble: Ensemble, region: Region, wish: Wish, start: Floats | None = None
) -> tuple[Floats, float]:
    """The latent ``(D,)`` that meets a wish best, and what it costs; in standard units.

    Args:
        ensemble: The forward direction.
        region: Where the voice is known.
        wish: What is wanted.
        start: Where to begin; default: where the player stands.
    """
    return descend(
        lambda at: _around(ensemble, region, wish, at),
        wish.near if start is None else start,
        STEPS,
    )


def descend(around: Around, start: Floats, steps: int) -> tuple[Floats, float]:
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
        if gained < _ENOUGH:
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


def _around(
    ensemble: Ensemble, region: Region, wish: Wish, at: Floats
) -> tuple[float, Floats, Floats]:
    missed, slope = _expected(ensemble, wish, at)
    return pulled(missed, slope, at - wish.near, wish.stay, region.outside(at))


def _expected(ensemble: Ensemble, wish: Wish, at: Floats) -> tuple[Floats, Floats]:
    """Residuals ``(R,)`` whose squares add up to the expected squared miss, and their Jacobian.

    Each member's own miss counts, and so does its spread: places where they quarrel, or where
    none of them is sure, are not mistaken for good.
    """
    n = len(wish.words)
    outputs, slopes = ensemble.slopes(
        at, np.concatenate([wish.words, ensemble.n_words + wish.words])
    )
    spread = (
        CAUTION
        * np.sqrt(ensemble.temper[wish.words])
        * np.exp(0.5 * np.clip(outputs[:, n:], *LOG_VARIANCE))
    )
    residuals = np.concatenate([outputs[:, :n] - wish.values, spread], axis=1)
    slopes[:, n:] *= 0.5 * spread[..., None]
    roots = np.tile(wish.roots, 2)
    residuals, slopes = residuals * roots, slopes * roots[:, None]
    share = 1 / np.sqrt(ensemble.n_members)
    return share * residuals.reshape(-1), share * slopes.reshape(residuals.size, len(at))
