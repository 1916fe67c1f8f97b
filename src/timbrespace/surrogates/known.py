"""Where a voice is known to be at home, as an ellipsoid around its usual frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.surrogates.base import Floats

#: Of the usual frames so many lie within the region.
SHARE = 0.99
#: Dims along which frames hardly move get this share of the mean variance.
_RIDGE = 1e-3


@dataclass(frozen=True)
class Region:
    """Points within a Mahalanobis distance of the usual frames' mean, in standard units.

    Args:
        mean: ``(D,)``.
        whiten: ``(D, D)``; turns a difference from the mean to unit covariance.
        radius: The distance within which 99 % of the frames lie.
    """

    mean: Floats
    whiten: Floats
    radius: float

    @staticmethod
    def of(frames: Floats) -> Region:
        """The region of frames ``(M, D)``.

        Example:
            >>> region = Region.of(np.random.default_rng(0).standard_normal((4000, 1)))
            >>> round(region.radius, 1)
            2.6
        """
        mean = frames.mean(axis=0)
        centred = frames - mean
        covariance = centred.T @ centred / max(1, len(frames) - 1)
        ridge = _RIDGE * max(float(np.trace(covariance)) / len(mean), 1e-9)
        values, vectors = np.linalg.eigh(covariance + ridge * np.eye(len(mean)))
        whiten = (vectors / np.sqrt(values)).T
        distances = np.linalg.norm(centred @ whiten.T, axis=1)
        return Region(mean, whiten, float(np.quantile(distances, SHARE)))

    def distance(self, x: Floats) -> Floats:
        """Mahalanobis distance ``(...)`` of points ``(..., D)``."""
        far: Floats = np.linalg.norm((x - self.mean) @ self.whiten.T, axis=-1)
        return far

    def outside(self, x: Floats) -> tuple[float, Floats]:
        """How far a point ``(D,)`` lies outside, and the gradient of that; 0 and 0 within."""
        white = self.whiten @ (x - self.mean)
        far = float(np.linalg.norm(white))
        if far <= self.radius:
            return 0.0, np.zeros_like(x)
        return far - self.radius, self.whiten.T @ white / far
