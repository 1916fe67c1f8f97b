"""Where the player stands: which dims raise or lower which word, asked in two ways.

The surrogate's Jacobian costs nothing, and is what the surrogate believes. A straight line
through decodes nearby costs some seconds, and is what the voice does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.one_core import one_core
from timbrespace.surrogates.base import Floats, Surrogate

#: Decodes and describes latents ``(B, D)``: words ``(B, K)``, NaN where undefined.
Measure = Callable[[Floats], Floats]

#: Neighbours for each dim, and the least and the most of them in all.
FOR_EACH_DIM, LEAST, MOST = 8, 64, 200
#: How far neighbours lie, in deviations of the usual frames, for a dim.
RADIUS = 0.2
N_BOOTSTRAPS = 300
#: Strength of the ridge that keeps the line steady, in units of one neighbour's weight.
RIDGE = 1e-2


@dataclass(frozen=True)
class Slopes:
    """How words change with dims: by one deviation of a dim, as a share of the word's reach.

    Args:
        value: ``(K, D)``.
        low: Lower ends of 95 % intervals ``(K, D)``.
        high: Upper ends.
    """

    value: Floats
    low: Floats
    high: Floats

    def certain(self) -> NDArray[np.bool_]:
        """Where the interval does not hold 0 ``(K, D)``."""
        return np.asarray((self.low > 0) | (self.high < 0))


@dataclass(frozen=True)
class Local:
    """What dims do where the player stands.

    Args:
        at: The latent ``(D,)``.
        dims: Names.
        words: Names.
        believed: The surrogate's Jacobian, with its spread.
        heard: The line through decodes nearby; None where nothing was decoded.
        fit: R2 of that line on its neighbours ``(K,)``: how straight the voice is here.
        cosine: Of the two, by word ``(K,)``: 1 they point the same way, 0 they have nothing to
            do with each other. NaN where one of them is nothing.
        same_sign: Of the dims of which both are certain, the share on whose sign they agree
            ``(K,)``; NaN where there is none.
        n_decodes: Neighbours.
    """

    at: Floats
    dims: tuple[str, ...]
    words: tuple[str, ...]
    believed: Slopes
    heard: Slopes | None
    fit: Floats
    cosine: Floats
    same_sign: Floats
    n_decodes: int

    def plain(self) -> dict[str, Any]:
        """For a page that draws arrows: by word, then by dim."""
        told: dict[str, Any] = {
            "at": self.at.tolist(), "dims": list(self.dims), "n_decodes": self.n_decodes,
            "words": {},
        }  # fmt: skip
        for k, word in enumerate(self.words):
            told["words"][word] = {
                "believed": _arrows(self.believed, k),
                "heard": _arrows(self.heard, k) if self.heard else None,
                "fit": _or_none(self.fit[k]),
                "cosine": _or_none(self.cosine[k]),
                "same_sign": _or_none(self.same_sign[k]),
            }
        return told


def around(
    surrogate: Surrogate,
    latent: Floats,
    measure: Measure | None = None,
    *,
    radius: float = RADIUS,
    n: int | None = None,
    seed: int = 0,
) -> Local:
    """Ask the surrogate, and the voice too, what dims do at a latent.

    Args:
        surrogate: Of the voice.
        latent: Where the player stands ``(D,)``.
        measure: Decodes and describes, in the order of the surrogate's words; default: the
            surrogate alone is asked.
        radius: How far neighbours lie, in deviations of a dim over the usual frames.
        n: Neighbours; default: eight for each dim, 64 to 200.
        seed: Of the neighbours and the bootstraps.

    Source: the line is LIME's (Ribeiro, Singh and Guestrin 2016), for numbers: neighbours are
    drawn around the latent, weighed by a Gaussian of their distance, and fitted with a ridge;
    intervals are bootstraps of neighbours.
    """
    at = np.asarray(latent, np.float64)
    deviation = np.maximum(np.asarray(surrogate.usual, np.float64).std(axis=0), 1e-9)
    reach = np.array([max(abs(w.high - w.low), 1e-12) for w in surrogate.words])
    scale = deviation[None] / reach[:, None]
    slopes, spread = (each * scale for each in surrogate.jacobian(at))
    believed = Slopes(slopes, slopes - 1.96 * spread, slopes + 1.96 * spread)
    nothing = np.full(len(reach), np.nan)
    names = tuple(dim.name for dim in surrogate.dims)
    if measure is None:
        return Local(at, names, surrogate.names, believed, None, nothing, nothing, nothing, 0)
    count = n or int(np.clip(FOR_EACH_DIM * len(at), LEAST, MOST))
    rng = np.random.default_rng([seed, 61])
    steps = radius * rng.standard_normal((count, len(at)))
    measured = measure(at + steps * deviation) / reach
    heard, fit = line(steps, measured, seed=seed)
    return Local(
        at, names, surrogate.names, believed, heard, fit, _cosines(believed, heard),
        _same_signs(believed, heard), count,
    )  # fmt: skip


def line(steps: Floats, values: Floats, *, seed: int = 0) -> tuple[Slopes, Floats]:
    """A straight line through neighbours, nearer ones weighing more.

    Args:
        steps: From the latent to each neighbour ``(N, D)``.
        values: Of words there ``(N, K)``; NaN is left out.
        seed: Of the bootstraps.

    Returns:
        Slopes ``(K, D)`` with intervals, and the line's weighted R2 ``(K,)``; NaN where a word
        is hardly ever defined.

    Example:
        >>> steps = np.random.default_rng(0).standard_normal((64, 2))
        >>> slopes, fit = line(steps, steps @ np.array([[1.0], [-2.0]]) + 3.0)
        >>> slopes.value.round(1).tolist(), float(fit[0].round(2))
        ([[1.0, -2.0]], 1.0)
    """
    far = np.linalg.norm(steps, axis=1)
    # Half of the neighbours weigh more than half as much as one right here.
    near = np.exp(-np.log(2) * (far / max(float(np.median(far)), 1e-12)) ** 2)
    shape = (values.shape[1], steps.shape[1])
    value, low, high = np.full((3, *shape), np.nan)
    fit = np.full(shape[0], np.nan)
    rng = np.random.default_rng([seed, 62])
    for k in range(shape[0]):
        known = np.isfinite(values[:, k])
        if known.sum() <= shape[1] + 2:
            continue
        x, y, weights = steps[known], values[known, k], near[known]
        value[k], fit[k] = _fitted(x, y, weights)
        drawn = rng.multinomial(len(y), np.full(len(y), 1 / len(y)), size=N_BOOTSTRAPS)
        with one_core():
            ends = [_fitted(x, y, weights * times)[0] for times in drawn]
        low[k], high[k] = np.percentile(ends, [2.5, 97.5], axis=0)
    return Slopes(value, low, high), fit


def _fitted(x: Floats, y: Floats, weights: Floats) -> tuple[Floats, float]:
    """Slopes ``(D,)`` of a weighted ridge, and the R2 that it leaves."""
    share = weights / weights.sum()
    centred, level = x - share @ x, y - float(share @ y)
    held = centred * weights[:, None]
    penalty = RIDGE * float(share @ (centred**2).mean(axis=1))
    slopes = np.linalg.solve(held.T @ centred + penalty * np.eye(x.shape[1]), held.T @ level)
    left = share @ (level - centred @ slopes) ** 2
    return slopes, 1 - float(left) / max(float(share @ level**2), 1e-30)


def _cosines(one: Slopes, other: Slopes) -> Floats:
    sizes = np.linalg.norm(one.value, axis=1) * np.linalg.norm(other.value, axis=1)
    both = (one.value * other.value).sum(axis=1)
    return np.where(sizes > 0, both / np.where(sizes > 0, sizes, 1.0), np.nan)


def _same_signs(one: Slopes, other: Slopes) -> Floats:
    sure = one.certain() & other.certain()
    same = sure & (np.sign(one.value) == np.sign(other.value))
    n = sure.sum(axis=1)
    return np.where(n > 0, same.sum(axis=1) / np.maximum(n, 1), np.nan)


def _arrows(slopes: Slopes, k: int) -> dict[str, Sequence[float | None]]:
    return {
        name: [_or_none(v) for v in getattr(slopes, name)[k]] for name in ("value", "low", "high")
    }


def _or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
