"""Settings between settings: a place on a map becomes a mixture of the points around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Points that one place is mixed of; the last one's share is nothing.
NEAR = 6

Floats = NDArray[np.float64]


def mixture(
    points: NDArray[np.floating], at: tuple[float, float], near: int = NEAR
) -> tuple[NDArray[np.intp], Floats]:
    """The nearest of points ``(N, 2)``, nearest first, and the share of each.

    A share falls to nothing where a point stops being among the nearest, so that along any way
    the mixture never jumps; on a point it is that point alone. Rows of NaN are nowhere.

    Source: Franke and Nielson, "Smooth interpolation of large sets of scattered data" (1980).

    Example:
        >>> square = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [5.0, 5.0]])
        >>> index, share = mixture(square, (0.5, 0.5), near=5)
        >>> sorted(index[:4].tolist()), share.round(2).tolist()
        ([0, 1, 2, 3], [0.25, 0.25, 0.25, 0.25, 0.0])
        >>> float(mixture(square, (1.0, 0.0))[1][0])
        1.0
    """
    squares = np.square(points - np.asarray(at)).sum(axis=1, dtype=np.float64)
    squares = np.where(np.isnan(squares), np.inf, squares)
    n = min(near, int(np.isfinite(squares).sum()))
    index = np.argpartition(squares, n - 1)[:n] if n else np.zeros(0, np.intp)
    index = index[np.argsort(squares[index], kind="stable")]
    distance = np.sqrt(squares[index])
    share = np.zeros(n)
    reach = distance[-1] if n else 0.0
    if n and (distance[0] <= 1e-9 * max(reach, 1.0) or reach <= distance[0]):
        share[0] = 1.0
        return index, share
    share = np.square((reach - distance) / np.maximum(reach * distance, 1e-300))
    return index, share / share.sum() if n else share
