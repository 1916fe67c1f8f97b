"""Means and scales of latents that stream by, and the axes that a fit ends in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

#: Spreads below this share of the largest are not told from rounding: variances of float32
#: latents carry errors of about 1e-7 of the largest, which a square root makes 3e-4.
FLOOR = 1e-3
#: Rows squared at a time, so that large blocks need no copy of themselves.
_SLICE = 256


class Moments:
    """Sums from which the mean and the scale of every dim follow, in one pass.

    Everything is counted from the mean of the first block, so that large means cost no
    digits (Chan, Golub and LeVeque 1983, Algorithms for computing the sample variance).
    """

    def __init__(self) -> None:
        self.n_rows = 0
        self.shift: Floats = np.zeros(0, np.float32)
        self._sum: Doubles = np.zeros(0)
        self._squares: Doubles = np.zeros(0)

    def add(self, rows: Floats) -> None:
        """Count ``(n, D)`` rows, and shift them in place."""
        if not len(rows):
            return
        if not self.n_rows:
            self.shift = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
            self._sum, self._squares = np.zeros((2, rows.shape[1]))
        rows -= self.shift
        self.n_rows += len(rows)
        for start in range(0, len(rows), _SLICE):
            part = rows[start : start + _SLICE]
            self._sum += part.sum(axis=0, dtype=np.float64)
            self._squares += np.square(part).sum(axis=0, dtype=np.float64)

    @property
    def offset(self) -> Doubles:
        """The mean of the shifted rows, ``(D,)``."""
        return self._sum / self.n_rows

    @property
    def mean(self) -> Floats:
        """The mean, ``(D,)``."""
        return (self.shift + self.offset).astype(np.float32)

    @property
    def variance(self) -> Doubles:
        """The variance about the mean, ``(D,)``."""
        return np.maximum(self._squares / self.n_rows - self.offset**2, 0.0)

    @property
    def scale(self) -> Floats:
        """What to divide each dim by, ``(D,)``: its deviation, or the usual one where it has none.

        A unit that hardly ever fires would otherwise, the first time it does, tower so high
        above all others that their digits are lost beside it.

        Raises:
            TimbrespaceError: There are fewer than two rows.
        """
        if self.n_rows < 2:
            raise TimbrespaceError(
                f"Expected at least two latents to fit a projection on, found {self.n_rows}.",
                "Encode more sounds.",
            )
        deviation = np.sqrt(self.variance)
        usual = float(np.sqrt(self.variance.mean())) or 1.0
        return np.where(deviation > FLOOR * usual, deviation, usual).astype(np.float32)


@dataclass(frozen=True)
class Axes:
    """Where a fit ends: scaling, and the leading axes of the scaled latents.

    Args:
        mean: ``(D,)``.
        scale: ``(D,)``.
        axes: Orthonormal rows, ``(L, D)``, that of the largest variance first.
        variances: Variance along each, ``(L,)``.
        total: Variance along all D.
        n_rows: How many latents.
    """

    mean: Floats
    scale: Floats
    axes: Floats
    variances: Doubles
    total: float
    n_rows: int


def axes_of(moments: Moments, vectors: NDArray[np.floating], variances: Doubles) -> Axes:
    """The axes that a fit has found, less those that are only rounding, with their signs fixed.

    Args:
        moments: Of the latents.
        vectors: Orthonormal columns ``(D, L)`` in any order.
        variances: Variance along each, ``(L,)``.
    """
    order = np.argsort(-variances, kind="stable")
    largest = max(float(variances[order[0]]), 0.0)
    order = order[variances[order] > FLOOR**2 * largest]
    if not len(order):  # All latents are one and the same.
        order = np.zeros(1, np.int64)
    axes = np.ascontiguousarray(vectors[:, order].T, dtype=np.float32)
    peaks = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    axes *= np.where(peaks < 0, np.float32(-1), np.float32(1))
    total = float((moments.variance / moments.scale.astype(np.float64) ** 2).sum())
    return Axes(moments.mean, moments.scale, axes, variances[order], total, moments.n_rows)
