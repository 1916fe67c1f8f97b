"""A few axes of mel frames: the PCA that makes 80 bands a space to play in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, Latents
from timbrespace.spaces.playing.hifigan.mel import FLOOR, Frames

#: Frames whose loudest band is below this are silence, and would take the first axis.
_SILENT = FLOOR + 2.0
#: Fewer frames than this for each dim say nothing.
_FEWEST_PER_DIM = 10


@dataclass(frozen=True)
class MelAxes:
    """Where latents stand in mel frames.

    Args:
        mean: ``(bands,)``.
        axes: ``(D, bands)``; each as long as the spread of frames along it, so that latents
            have a spread of about 1.
        explained: Share of the frames' variance that the axes hold.
    """

    mean: NDArray[np.float32]
    axes: NDArray[np.float32]
    explained: float

    def frames(self, latents: Latents) -> Frames:
        """Mel frames ``(F, bands)`` of latents ``(F, D)``; none is quieter than silence."""
        return np.maximum(self.mean + latents @ self.axes, np.float32(FLOOR))

    def latents(self, frames: Frames) -> Latents:
        """The latents ``(F, D)`` nearest to mel frames ``(F, bands)``."""
        lengths = (self.axes**2).sum(axis=1)
        found: Latents = ((frames - self.mean) @ (self.axes / lengths[:, None]).T).astype(
            np.float32
        )
        return found


def fit(frames: Frames, n_dims: int) -> MelAxes:
    """The axes along which frames ``(F, bands)`` vary most.

    The first band of an axis that matters most points up, so that the same frames give the same
    signs.

    Raises:
        TimbrespaceError: Too few frames, or more dims than bands.
    """
    if not 1 <= n_dims <= frames.shape[1]:
        raise TimbrespaceError(
            f"{n_dims} dims can't be fitted.", f"Use 1 to {frames.shape[1]}; 16 is usual."
        )
    if len(frames) < _FEWEST_PER_DIM * n_dims:
        raise TimbrespaceError(
            f"{len(frames)} frames that are not silent are too few for {n_dims} dims.",
            "Give more sounds, or fewer --dims.",
        )
    mean = frames.mean(axis=0, dtype=np.float64)
    covariance = np.cov((frames - mean).T)
    variances, directions = np.linalg.eigh(covariance)
    order = np.argsort(variances)[::-1][:n_dims]
    directions = directions[:, order].T
    strongest = np.abs(directions).argmax(axis=1)
    directions *= np.sign(directions[np.arange(n_dims), strongest])[:, None]
    spread = np.sqrt(np.maximum(variances[order], 1e-9))
    explained = float(variances[order].sum() / variances.sum())
    return MelAxes(
        mean.astype(np.float32), (directions * spread[:, None]).astype(np.float32), explained
    )


def sounding(frames: Frames) -> Frames:
    """The frames ``(F', bands)`` that are not silent.

    Example:
        >>> len(sounding(np.full((3, 80), FLOOR, np.float32)))
        0
    """
    kept: Frames = frames[frames.max(axis=1) > _SILENT]
    return kept


def named(latents: Latents) -> tuple[Dim, ...]:
    """One dim per column, with the range that 98 % of latents ``(M, D)`` lie in."""
    low, high = np.percentile(latents, [1, 99], axis=0)
    return tuple(
        Dim(f"pc{i + 1}", "", round(float(a), 4), round(float(b), 4))
        for i, (a, b) in enumerate(zip(low, high, strict=True))
    )
