"""Does a sound move as its data moves: latents over time, sent and re-encoded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.probing.scores import Interval, interval
from timbrespace.factors.splits import bootstrap_weights, codes_of
from timbrespace.sonify.paths import resampled

Rows = NDArray[np.floating]
Floats = NDArray[np.float64]

N_BOOTSTRAPS = 2000
#: Moments at which two runs are compared.
N_MOMENTS = 64


@dataclass(frozen=True)
class Followed:
    """How far re-encoded latents move as those that were sent.

    Args:
        correlation: Over time, within an item; the mean over items.
        other: The same with another item's latents in the place of its own: what all items have
            in common.
        n_items: How many items.
        n_groups: How many groups they belong to.
    """

    correlation: Interval
    other: float
    n_items: int
    n_groups: int


def followed(
    sent: Sequence[Rows],
    heard: Sequence[Rows],
    groups: Sequence[object],
    *,
    n_bootstraps: int = N_BOOTSTRAPS,
    seed: int = 0,
) -> Followed:
    """Compare runs of latents, item by item.

    Both are brought to 64 moments over the same time; dims count as much as they move.

    Args:
        sent: Runs ``(F, D)`` that the voice was sent, one for each item.
        heard: Runs ``(F', D)`` that its encoder gave of their sounds.
        groups: What belongs together, for the interval.
        n_bootstraps: Over groups.
        seed: Of the bootstraps.

    Raises:
        TimbrespaceError: They are not of the same items, or of fewer than two.

    Example:
        >>> runs = [np.cumsum(np.random.default_rng(k).normal(size=(40, 3)), 0) for k in range(5)]
        >>> found = followed(runs, [run[::2] for run in runs], range(5))
        >>> found.correlation.value > 0.95, found.other < 0.6
        (True, True)
    """
    if len(sent) != len(heard) or len(sent) < 2:
        raise TimbrespaceError(
            f"{len(sent)} runs and {len(heard)} can't be compared.",
            "Send and re-encode the same items, two at least.",
        )
    paths, back = ([_at_moments(run) for run in runs] for runs in (sent, heard))
    own = np.array([together(a, b) for a, b in zip(paths, back, strict=True)])
    others = [together(a, b) for a, b in zip(paths, [*back[1:], back[0]], strict=True)]
    codes = codes_of([str(group) for group in groups])[1]
    weights = bootstrap_weights(codes, n_bootstraps, seed)
    drawn = weights[:, codes].astype(float)
    means = (drawn @ own) / drawn.sum(axis=1)
    return Followed(
        interval(float(own.mean()), means), float(np.mean(others)), len(own), weights.shape[1]
    )


def _at_moments(run: Rows) -> Floats:
    return resampled(np.asarray(run, np.float64), N_MOMENTS)


def together(a: Floats, b: Floats) -> float:
    """Correlation over time of two runs ``(F, D)``; dims weighted by how far the first moves."""
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    size = np.sqrt((a**2).sum(axis=0) * (b**2).sum(axis=0))
    moves = size > 1e-12
    each = np.where(moves, (a * b).sum(axis=0) / np.where(moves, size, 1.0), 0.0)
    weight = (a**2).sum(axis=0)
    return float((each * weight).sum() / weight.sum()) if weight.sum() > 0 else 0.0
