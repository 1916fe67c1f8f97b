"""How many points lie where a voice is at home."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.known import Region


def share_at_home(frames: NDArray[np.floating], points: NDArray[np.floating]) -> float:
    """The share of points ``(N, K)`` as near to a frame as 99 % of the frames are to each other.

    Nearness is Mahalanobis distance, by the covariance of all frames ``(M, K)``.

    Example:
        >>> frames = np.random.default_rng(0).normal(size=(400, 3))
        >>> share_at_home(frames, frames), share_at_home(frames, frames + 30)
        (1.0, 0.0)
    """
    region = Region.of(np.asarray(frames, np.float64))
    return float((region.distance(np.asarray(points, np.float64)) <= region.radius).mean())
