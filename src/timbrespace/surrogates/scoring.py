"""How well words are foretold: R2 and whether the uncertainty comes true."""

from __future__ import annotations

import numpy as np

from timbrespace.surrogates.base import Floats

#: Shares of a Gaussian within one and within 1.96 standard deviations.
LEVELS = {0.68: 0.9945, 0.95: 1.96}


def r2(truth: Floats, said: Floats) -> Floats:
    """Coefficient of determination ``(K,)`` of ``(N, K)``; undefined truths are left out.

    1 for what is foretold exactly, 0 for what the mean does as well; NaN where nothing is known.

    Example:
        >>> truth = np.array([[0.0], [1.0], [2.0], [np.nan]])
        >>> r2(truth, np.nan_to_num(truth)).tolist(), r2(truth, np.ones((4, 1))).tolist()
        ([1.0], [0.0])
    """
    known = np.isfinite(truth)
    n = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, truth, 0.0).sum(axis=0) / n
    missed = np.where(known, truth - said, 0.0) ** 2
    spread = np.where(known, truth - mean, 0.0) ** 2
    total = spread.sum(axis=0)
    share = 1.0 - missed.sum(axis=0) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, share, np.nan)


def r2_interval(truth: Floats, said: Floats, n: int = 200, seed: int = 0) -> tuple[Floats, Floats]:
    """Its 95 % interval ``(K,)``, ``(K,)``, by bootstraps of points (Efron 1979)."""
    rng = np.random.default_rng([seed, 41])
    drawn = []
    for _ in range(n):
        rows = rng.integers(len(truth), size=len(truth))
        drawn.append(r2(truth[rows], said[rows]))
    scores = np.stack(drawn)
    empty = ~np.isfinite(scores).any(axis=0)
    scores[:, empty] = 0.0
    low, high = np.nanpercentile(scores, [2.5, 97.5], axis=0)
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def coverage(truth: Floats, said: Floats, spread: Floats, widths: float) -> Floats:
    """Share ``(K,)`` of truths within so many standard deviations of what was said."""
    known = np.isfinite(truth)
    inside = np.abs(np.where(known, truth - said, 0.0)) <= widths * spread
    n = known.sum(axis=0)
    return np.where(n > 0, (inside & known).sum(axis=0) / np.maximum(n, 1), np.nan)
