"""Principal axes on which points have unit variance, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

Floats = NDArray[np.float64]

#: Axes along which points vary less than this share of the first are left out of data: to whiten
#: them would make what is noise as loud as what tells items apart.
LEAST_SHARE = 1e-2
#: A variance that is none.
_NONE = 1e-12


@dataclass(frozen=True)
class Whitening:
    """Points along their principal axes, each of unit variance.

    Args:
        mean: ``(D,)``.
        axes: ``(k, D)``, orthonormal, of the largest variance first.
        scale: ``(k,)``; deviation along each.
        share: Of the variance, what these axes hold, in 0..1.
    """

    mean: Floats
    axes: Floats
    scale: Floats
    share: float

    @property
    def n_axes(self) -> int:
        """How many."""
        return len(self.scale)

    def apply(self, points: NDArray[np.floating]) -> Floats:
        """Points ``(N, D)`` along the axes ``(N, k)``."""
        return np.asarray(
            (np.asarray(points, np.float64) - self.mean) @ self.axes.T / self.scale, np.float64
        )

    def undo(self, white: Floats) -> Floats:
        """From ``(N, j)``, j at most k, back to ``(N, D)``; further axes stay at their mean.

        Example:
            >>> points = np.random.default_rng(0).normal(size=(50, 3))
            >>> whitening = whiten(points)
            >>> bool(np.allclose(whitening.undo(whitening.apply(points)), points))
            True
        """
        n = white.shape[1]
        return np.asarray(self.mean + (white * self.scale[:n]) @ self.axes[:n], np.float64)


def spread_of(points: NDArray[np.floating]) -> float:
    """The deviation of points ``(N, D)`` along the axis on which they differ most.

    Example:
        >>> spread_of(np.array([[3.0, 0.0], [-3.0, 0.0]])).__round__(2)
        4.24
    """
    rows = np.asarray(points, np.float64)
    covariance = np.atleast_2d(np.cov(rows, rowvar=False))
    return float(np.sqrt(max(np.linalg.eigvalsh(covariance)[-1], 0.0)))


def whiten(
    points: NDArray[np.floating], most: int | None = None, least_share: float = 0.0
) -> Whitening:
    """The whitening of points ``(N, D)``.

    Args:
        points: At least two, not all the same.
        most: At most so many axes.
        least_share: Axes of less than this share of the first one's variance are left out.

    Raises:
        TimbrespaceError: There are too few, or they are all the same.
    """
    rows = np.asarray(points, np.float64)
    if len(rows) < 2 or not np.isfinite(rows).all():
        raise TimbrespaceError(
            f"{len(rows)} points, or such that are no numbers, say nothing of their spread.",
            "Use a space with more items.",
        )
    mean = rows.mean(axis=0)
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(rows, rowvar=False)))
    values, axes = np.maximum(values[::-1], 0.0), vectors[:, ::-1].T
    if values[0] <= _NONE:
        raise TimbrespaceError(
            "All points are the same: there is nothing to be heard in them.",
            "Train the space again, with less pull to its prior (kl).",
        )
    kept = int((values > max(least_share * values[0], _NONE)).sum())
    n = min(kept, len(rows) - 1, most or len(values))
    # An axis has no sign of its own; its largest part gets the plus.
    largest = np.abs(axes[:n]).argmax(axis=1)
    signs = np.sign(axes[np.arange(n), largest])
    share = float(values[:n].sum() / values.sum())
    return Whitening(mean, axes[:n] * signs[:, None], np.sqrt(values[:n]), share)
