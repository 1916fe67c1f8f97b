"""Random tracks of latents: from a prior, from what an atlas's sounds are like, from a box.

The three say what one frame may be. How fast frames follow each other is measured: a track whose
frames know nothing of each other sounds like noise in most spaces, whatever a frame may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, Latents

#: ``"prior"``: every dim is normal, of mean 0 and variance 1. ``"posterior"``: the aggregate
#: posterior, normal with the mean and covariance of an atlas's frames. ``"uniform"``: anywhere in
#: the box of each dim's usual range.
Draw = Literal["prior", "posterior", "uniform"]
DRAWS: tuple[Draw, ...] = ("prior", "posterior", "uniform")

#: Ends of a dim's range that is not stated: percentiles of its frames.
BOX_PERCENT = (1.0, 99.0)
#: Frames closer to each other than this would hardly move within a sound.
_MOST_ALIKE = 0.9999

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Frames:
    """What the frames of an atlas are like in one space.

    Args:
        mean: ``(D,)``.
        directions: ``(D, D)``; each row a principal direction, as long as its deviation.
        alike: ``(D,)``; how alike neighbouring frames are along each direction: their
            correlation, 0 (each its own) to 1 (no change).
        dims_alike: ``(D,)``; the same along each dim.
        low: ``(D,)``; lower ends of the box.
        high: ``(D,)``; upper ends.
        n_frames: How many were measured.
        n_sounds: Of how many sounds.
    """

    mean: Floats
    directions: Floats
    alike: Floats
    dims_alike: Floats
    low: Floats
    high: Floats
    n_frames: int
    n_sounds: int


def measure(tracks: Sequence[Latents], dims: Sequence[Dim] = ()) -> Frames:
    """What the frames of tracks ``(F, D)`` are like.

    Args:
        tracks: Of one space; those without frames are left out.
        dims: Where a dim states its range, that is the side of the box.

    Raises:
        TimbrespaceError: There are fewer than two frames.
    """
    found = [np.asarray(track, np.float64) for track in tracks if len(track)]
    rows = np.concatenate(found) if found else np.zeros((0, 1))
    if len(rows) < 2:
        raise TimbrespaceError(
            "Two frames are needed to say what the sounds of an atlas are like.",
            "Use an atlas with more, or longer, sounds.",
        )
    mean = rows.mean(axis=0)
    centred = [track - mean for track in found]
    variance, basis = np.linalg.eigh(np.atleast_2d(np.cov(rows, rowvar=False)))
    low, high = np.percentile(rows, BOX_PERCENT, axis=0)
    for i, dim in enumerate(dims):
        if dim.low is not None and dim.high is not None:
            low[i], high[i] = dim.low, dim.high
    return Frames(
        mean=mean,
        directions=np.sqrt(np.maximum(variance, 0.0))[:, None] * basis.T,
        alike=_neighbours_alike([track @ basis for track in centred]),
        dims_alike=_neighbours_alike(centred),
        low=low,
        high=high,
        n_frames=len(rows),
        n_sounds=len(found),
    )


def draw(
    how: Draw, n_frames: int, frames: Frames, *, seed: int = 0, independent: bool = False
) -> Latents:
    """A random track ``(n_frames, D)``.

    Each frame is drawn as ``how`` says. Along time it is an autoregressive process of order one
    that moves as fast as the measured frames do.

    Args:
        how: ``"prior"``, ``"posterior"`` or ``"uniform"``.
        n_frames: How long.
        frames: What was measured; the prior takes from it only how fast it moves.
        seed: The same seed gives the same track.
        independent: Draw each frame on its own instead.

    Raises:
        TimbrespaceError: There is no such way to draw.
    """
    if how not in DRAWS:
        raise TimbrespaceError(f"Nothing is drawn from '{how}'.", f"Use {', '.join(DRAWS)}.")
    alike = frames.alike if how == "posterior" else frames.dims_alike
    normal = _normal(n_frames, np.zeros_like(alike) if independent else alike, seed)
    if how == "posterior":
        track = frames.mean + normal @ frames.directions
    elif how == "uniform":
        from scipy.special import ndtr

        track = frames.low + (frames.high - frames.low) * ndtr(normal)
    else:
        track = normal
    return np.asarray(track, np.float32)


def _normal(n_frames: int, alike: Floats, seed: int) -> Floats:
    """Standard normal ``(n_frames, D)``, neighbours as alike as said."""
    from scipy.signal import lfilter

    fresh = np.random.default_rng(seed).standard_normal((n_frames, len(alike)))
    fresh[1:] *= np.sqrt(1 - alike**2)
    return np.stack(
        [lfilter([1.0], [1.0, -rho], fresh[:, i]) for i, rho in enumerate(alike)], axis=1
    )


def _neighbours_alike(centred: Sequence[Floats]) -> Floats:
    """Correlation of neighbouring frames along each column, 0 where nothing moves."""
    power = sum((track[:-1] ** 2 + track[1:] ** 2).sum(axis=0) / 2 for track in centred)
    product = sum((track[:-1] * track[1:]).sum(axis=0) for track in centred)
    power, product = np.asarray(power, np.float64), np.asarray(product, np.float64)
    found = np.divide(product, power, out=np.zeros_like(power), where=power > 0)
    return np.asarray(np.clip(found, 0.0, _MOST_ALIKE))
