"""Fréchet audio distance: how far a set of sounds is from another, heard through a network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Embeddings = NDArray[np.floating]

#: Shares of the sounds that :func:`frechet_infinity` extrapolates from.
SHARES = (0.4, 0.5, 0.65, 0.8, 1.0)


def frechet_distance(reference: Embeddings, estimate: Embeddings) -> float:
    """Fréchet distance of two clouds of embeddings, each taken as Gaussian; lower is better.

    It compares sets, not pairs: a codec that gave other sounds of the same kind would do well.
    Its expectation grows as sets get smaller (roughly as 1 / N; with fewer rows than dims the
    covariance is singular), so that values compare only between sets of the same size and
    embedding; see :func:`frechet_infinity`.

    Args:
        reference: ``(N, D)``, two rows at least.
        estimate: ``(M, D)``.

    Source: Kilgour, Zuluaga, Roblek and Sharifi (2019), there on VGGish.

    Example:
        >>> cloud = np.random.default_rng(0).normal(size=(50, 3))
        >>> round(frechet_distance(cloud, cloud + [2.0, 0.0, 0.0]), 6)
        4.0
    """
    first, second = np.asarray(reference, np.float64), np.asarray(estimate, np.float64)
    apart = first.mean(axis=0) - second.mean(axis=0)
    one, other = _root(first), _root(second)
    # tr((A B)^(1/2)) of two covariances is the sum of the singular values of their roots'
    # product, which needs no square root of a matrix that is not symmetric.
    shared = np.linalg.svd(one @ other.T, compute_uv=False).sum()
    spread = (one**2).sum() + (other**2).sum() - 2 * shared
    return float(max(apart @ apart + spread, 0.0))


def frechet_infinity(
    reference: Embeddings, by_sound: Sequence[Embeddings], seed: int = 0
) -> float:
    """The distance extrapolated to endlessly many sounds; can fall below 0 where it is tiny.

    Whole sounds are drawn without replacement at several sizes, and a line is fitted through
    the distances over 1 / N. The reference stays whole, so that its own size still counts.

    Args:
        reference: ``(N, D)``.
        by_sound: Embeddings of each sound ``(F, D)``, five sounds at least.
        seed: For the draws.

    Source: Gui, Gamper, Braun and Emmanouilidou (2024).
    """
    order = np.random.default_rng(seed).permutation(len(by_sound))
    inverse, distances = [], []
    for share in SHARES:
        n_sounds = max(2, round(share * len(by_sound)))
        drawn = np.concatenate([by_sound[i] for i in order[:n_sounds]])
        inverse.append(1 / len(drawn))
        distances.append(frechet_distance(reference, drawn))
    _, intercept = np.polyfit(inverse, distances, 1)
    return float(intercept)


def _root(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """``R`` with ``R^T R`` the covariance of the rows, at most ``(D, D)``."""
    centred = (rows - rows.mean(axis=0)) / np.sqrt(max(len(rows) - 1, 1))
    if len(rows) <= rows.shape[1]:
        return np.asarray(centred)
    return np.asarray(np.linalg.qr(centred, mode="r"))
