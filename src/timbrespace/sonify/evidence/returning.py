"""Re-encoding: does the voice, listening to itself, give back the latents it was sent?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.probing.permutation import p_value
from timbrespace.factors.probing.scores import Interval, interval
from timbrespace.factors.splits import bootstrap_weights, codes_of

Rows = NDArray[np.floating]
Floats = NDArray[np.float64]

N_PERMUTATIONS, N_BOOTSTRAPS = 999, 2000


@dataclass(frozen=True)
class Returned:
    """What came back of latents that were sent through a voice.

    Args:
        r2: Share of the variance between items that comes back as it was sent, over all dims;
            0 is what their mean would reach, below it re-encoding is further off than that.
        correlation: Between sent and heard, the median over dims.
        found: Share of items whose re-encoded latent is nearer to their own than to any other
            item's, dims scaled by their spread.
        chance: Of ``found``, where it means nothing: one over the number of items.
        p: Of ``found``, by permutation of items.
        n_items: How many were sent.
        n_groups: How many groups they belong to.
    """

    r2: Interval
    correlation: Interval
    found: Interval
    chance: float
    p: float
    n_items: int
    n_groups: int


def came_back(
    sent: Rows,
    heard: Rows,
    groups: Sequence[object],
    *,
    n_permutations: int = N_PERMUTATIONS,
    n_bootstraps: int = N_BOOTSTRAPS,
    seed: int = 0,
) -> Returned:
    """Compare latents sent with latents re-encoded.

    Args:
        sent: The voice's latents ``(N, D)`` of items; paths as their means.
        heard: What its encoder gave of their sounds ``(N, D)``; of frames, the means.
        groups: What belongs together, for intervals.
        n_permutations: Of the test.
        n_bootstraps: Of the intervals, over groups.
        seed: Of both.

    Raises:
        TimbrespaceError: They are not of one shape, or of fewer than three items.

    Example:
        >>> sent = np.random.default_rng(0).normal(size=(30, 4))
        >>> back = came_back(sent, 0.9 * sent, range(30))
        >>> round(back.r2.value, 2), back.found.value, round(back.correlation.value, 3)
        (0.99, 1.0, 1.0)
    """
    if sent.shape != heard.shape or len(sent) < 3:
        raise TimbrespaceError(
            f"Latents {sent.shape} and {heard.shape} can't be compared.",
            "Send and re-encode the same items, three at least, by one voice.",
        )
    a, b = np.asarray(sent, np.float64), np.asarray(heard, np.float64)
    codes = codes_of([str(group) for group in groups])[1]
    weights = bootstrap_weights(codes, n_bootstraps, seed)
    # The first row is the items as they are, the others are draws.
    by_item = np.concatenate([np.ones((1, len(a))), weights[:, codes]])
    apart = _apart(a, b)
    hits = _hits(apart)
    rng = np.random.default_rng([seed, 3])
    under = [_hits(apart[:, rng.permutation(len(a))]).mean() for _ in range(n_permutations)]
    r2, correlation = _r2(a, b, by_item), _correlations(a, b, by_item)
    found = (by_item @ hits) / by_item.sum(axis=1)
    return Returned(
        r2=interval(r2[0], r2[1:]),
        correlation=interval(correlation[0], correlation[1:]),
        found=interval(found[0], found[1:]),
        chance=1 / len(sent),
        p=p_value(float(hits.mean()), np.array(under)) or 1.0,
        n_items=len(sent),
        n_groups=weights.shape[1],
    )


def _apart(sent: Floats, heard: Floats) -> Floats:
    """Squared distance ``(N, N)`` of each re-encoded latent to each that was sent."""
    from scipy.spatial.distance import cdist

    spread = sent.std(axis=0)
    scale = np.where(spread > 1e-9, spread, np.inf)
    return np.asarray(cdist(heard / scale, sent / scale, "sqeuclidean"), np.float64)


def _hits(apart: Floats) -> Floats:
    """For each item, whether its own is the nearest; shared where several are as near."""
    nearest = apart <= apart.min(axis=1, keepdims=True)
    return np.asarray(np.diag(nearest) / nearest.sum(axis=1), np.float64)


def _r2(sent: Floats, heard: Floats, weights: Floats) -> Floats:
    """Share of variance, under each row of item weights ``(B, N)``."""
    missed = weights @ ((sent - heard) ** 2).sum(axis=1)
    whole = np.maximum(_squares(sent, weights).sum(axis=1), 1e-12)
    return np.asarray(1 - missed / whole, np.float64)


def _squares(rows: Floats, weights: Floats) -> Floats:
    """Sums of squares about the mean ``(B, D)``, under each row of weights."""
    total = weights.sum(axis=1, keepdims=True)
    centred = rows - rows.mean(axis=0)
    return np.asarray(weights @ centred**2 - (weights @ centred) ** 2 / total)


def _correlations(sent: Floats, heard: Floats, weights: Floats) -> Floats:
    """The median over dims of Pearson's, under each row of weights; 0 for a dim that is still."""
    total = weights.sum(axis=1, keepdims=True)
    a, b = sent - sent.mean(axis=0), heard - heard.mean(axis=0)
    both = weights @ (a * b) - (weights @ a) * (weights @ b) / total
    size = np.sqrt(np.maximum(_squares(sent, weights) * _squares(heard, weights), 0))
    moves = size > 1e-12
    return np.asarray(np.median(np.where(moves, both / np.where(moves, size, 1.0), 0.0), axis=1))
