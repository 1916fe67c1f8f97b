"""Where a voice is known: near frames that it usually has.

Frames lie in clumps (silence, attacks, notes), so no ellipsoid around all of them would do:
most of it is empty, and networks make things up there.
"""

from __future__ import annotations

import numpy as np

from timbrespace.surrogates.base import Floats

#: Of the points that were measured so many lie within the region.
SHARE = 0.99
#: Dims along which frames hardly move get this share of the mean variance.
_RIDGE = 1e-3
#: Points whose distances are computed at once.
_BATCH = 1024


class Region:
    """Points within a Mahalanobis distance of any usual frame, in standard units.

    Args:
        frames: ``(M, D)``.
        whiten: ``(D, D)``; turns differences between frames to unit covariance.
        radius: The distance within which 99 % of what was measured lies.
    """

    def __init__(self, frames: Floats, whiten: Floats, radius: float) -> None:
        self.frames, self.whiten, self.radius = frames, whiten, radius
        self._white = frames @ whiten.T
        self._squares = (self._white**2).sum(axis=1)

    @staticmethod
    def of(frames: Floats, points: Floats | None = None) -> Region:
        """The region of frames ``(M, D)``, wide enough for points ``(N, D)``.

        Args:
            frames: Usual ones.
            points: That were measured; default: the frames, each seen from the others.

        Example:
            >>> region = Region.of(np.linspace(0, 1, 101)[:, None])
            >>> near, far = region.distance(np.array([[0.503], [2.0]]))
            >>> bool(near < region.radius < far)
            True
        """
        centred = frames - frames.mean(axis=0)
        covariance = centred.T @ centred / max(1, len(frames) - 1)
        n_dims = frames.shape[1]
        ridge = _RIDGE * max(float(np.trace(covariance)) / n_dims, 1e-9)
        values, vectors = np.linalg.eigh(covariance + ridge * np.eye(n_dims))
        plain = Region(frames, (vectors / np.sqrt(values)).T, 0.0)
        far = plain.distance(points) if points is not None else plain.distance(frames, others=True)
        return Region(frames, plain.whiten, float(np.quantile(far, SHARE)))

    def distance(self, x: Floats, *, others: bool = False) -> Floats:
        """Mahalanobis distance ``(...)`` of points ``(..., D)`` to the nearest frame.

        Args:
            x: The points.
            others: They are the frames themselves, each of which looks for another.
        """
        white = np.asarray(x, np.float64) @ self.whiten.T
        rows = white.reshape(-1, white.shape[-1])
        nearest = [np.zeros(0)]
        for i in range(0, len(rows), _BATCH):
            squared = self._squared(rows[i : i + _BATCH])
            if others:
                squared[np.arange(len(squared)), i + np.arange(len(squared))] = np.inf
            nearest.append(squared.min(axis=1))
        far: Floats = np.sqrt(np.concatenate(nearest))
        return far.reshape(white.shape[:-1])

    def outside(self, x: Floats) -> tuple[float, Floats]:
        """How far a point ``(D,)`` lies outside, and the gradient of that; 0 and 0 within."""
        white = self.whiten @ x
        nearest = int(self._squared(white[None])[0].argmin())
        difference = white - self._white[nearest]
        far = float(np.linalg.norm(difference))
        if far <= self.radius:
            return 0.0, np.zeros_like(x)
        return far - self.radius, self.whiten.T @ difference / far

    def _squared(self, white: Floats) -> Floats:
        """Squared distances ``(B, M)`` of whitened points ``(B, D)`` to all frames."""
        products = white @ self._white.T
        squared: Floats = (white**2).sum(axis=1)[:, None] - 2 * products + self._squares
        return np.maximum(squared, 0.0)
