"""Accuracy and balanced accuracy of predictions, with intervals over whole groups."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.splits import Indices

Weights = NDArray[np.int64]
LEVEL = 0.95


class Interval(NamedTuple):
    """A value with the interval that holds it at :data:`LEVEL`, by the percentile bootstrap."""

    value: float
    low: float
    high: float


class Tally:
    """Right answers and items, counted by group and class: all that any score needs.

    Args:
        y: True classes ``(N,)``, 0 to C - 1.
        predicted: Predicted ones ``(N,)`` or, for many permutations at once, the same.
        groups: Groups ``(N,)``, 0 to G - 1.

    Example:
        >>> tally = Tally(np.array([0, 0, 0, 1]), np.array([0, 0, 0, 0]), np.arange(4))
        >>> tally.accuracy(), tally.balanced()
        (0.75, 0.5)
    """

    def __init__(self, y: Indices, predicted: Indices, groups: Indices) -> None:
        shape = (int(groups.max()) + 1, int(y.max()) + 1)
        cells = groups * shape[1] + y
        right = (y == predicted).astype(float)
        n_cells = shape[0] * shape[1]
        self.n_items = np.bincount(cells, minlength=n_cells).reshape(shape).astype(float)
        self.n_right = np.bincount(cells, right, minlength=n_cells).reshape(shape)

    def accuracy(self) -> float:
        """Share of items answered rightly."""
        return float(self.n_right.sum() / self.n_items.sum())

    def balanced(self) -> float:
        """Mean over classes of the share answered rightly: every class weighs the same."""
        items = self.n_items.sum(axis=0)
        return float((self.n_right.sum(axis=0)[items > 0] / items[items > 0]).mean())

    def accuracies(self, weights: Weights) -> NDArray[np.float64]:
        """Accuracy under each row of group weights ``(B, G)``; ``(B,)``."""
        right, items = self.n_right.sum(axis=1), self.n_items.sum(axis=1)
        return np.asarray((weights @ right) / (weights @ items))

    def balanceds(self, weights: Weights) -> NDArray[np.float64]:
        """Balanced accuracy under each row of group weights; over the classes drawn."""
        right, items = weights @ self.n_right, weights @ self.n_items
        share = np.divide(right, items, out=np.zeros_like(right), where=items > 0)
        return np.asarray(share.sum(axis=1) / (items > 0).sum(axis=1))


def interval(value: float, drawn: NDArray[np.float64]) -> Interval:
    """The value with the middle :data:`LEVEL` of what the bootstraps gave."""
    tail = (1 - LEVEL) / 2 * 100
    low, high = np.percentile(drawn, [tail, 100 - tail])
    return Interval(float(value), float(low), float(high))


def two_sided_p(differences: NDArray[np.float64]) -> float:
    """How often bootstrapped differences fall on the other side of nothing, doubled.

    Example:
        >>> two_sided_p(np.array([0.1] * 99))
        0.02
    """
    n = len(differences)
    beyond = min(int((differences <= 0).sum()), int((differences >= 0).sum()))
    return min(1.0, 2 * (beyond + 1) / (n + 1))
