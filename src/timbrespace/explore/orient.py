"""One orientation and one scale for all maps, so that a page can morph one into the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Matrix = NDArray[np.float64]


def rotation(points: NDArray[np.floating], target: NDArray[np.floating]) -> Matrix:
    """The orthogonal matrix ``R`` that brings centred ``points @ R`` nearest to ``target``.

    Args:
        points: ``(N, k)``.
        target: ``(N, k)``, rows for the same items.

    Returns:
        ``(k, k)``, a rotation or a reflection.

    Source: P. H. Schönemann, A generalized solution of the orthogonal Procrustes problem (1966).
    """
    here = points.astype(np.float64) - points.mean(axis=0, dtype=np.float64)
    there = target.astype(np.float64) - target.mean(axis=0, dtype=np.float64)
    left, _, right = np.linalg.svd(here.T @ there)
    return np.asarray(left @ right, np.float64)


def box(points: NDArray[np.floating]) -> tuple[Matrix, float]:
    """Centre ``(k,)`` and half-width of the smallest cube that holds the points; at least tiny."""
    if not len(points):
        return np.zeros(points.shape[1]), 1.0
    low, high = points.min(axis=0).astype(np.float64), points.max(axis=0).astype(np.float64)
    half = float((high - low).max()) / 2
    return (low + high) / 2, half if half > 0 else 1.0


def oriented(points: NDArray[np.floating], target: NDArray[np.floating] | None) -> Points:
    """Points turned towards ``target`` and fitted into [-1, 1], aspect kept; ``(N, k)`` float32.

    Example:
        >>> square = np.array([[0, 0], [0, 2], [2, 0], [2, 2]], float)
        >>> turned = square @ np.array([[0, 1], [-1, 0]]) + 7
        >>> oriented(turned, square).round(6).tolist()
        [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]
    """
    turned = points if target is None else points @ rotation(points, target)
    centre, half = box(turned)
    # The clip only takes away rounding: the box holds every point.
    return np.clip((turned - centre) / half, -1, 1).astype(np.float32)
