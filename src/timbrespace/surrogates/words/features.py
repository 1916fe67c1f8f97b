"""What a word is read from: descriptors, and latents of a space, as one table of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DESCRIPTORS = "descriptors"
#: Descriptors of how long a sound is and how it begins: a latent that is held has neither, so a
#: word made of them could not become a slider.
NOT_HELD = ("duration_s", "attack_s")
#: Whatever its number of dims, a block of features weighs as much as so many descriptors.
BLOCK_VARIANCE = 8.0


@dataclass(frozen=True)
class Block:
    """Features that come from one place.

    Args:
        space: ``"descriptors"``, or the id of a space whose pooled latents they are.
        dims: Names, in the order of the columns.
        model_hash: Of the space's weights; empty for descriptors.
    """

    space: str
    dims: tuple[str, ...]
    model_hash: str = ""


@dataclass(frozen=True)
class Scaler:
    """What makes features alike: gaps filled, frequencies in octaves, deviation 1.

    Args:
        in_octaves: Which features are frequencies ``(F,)``.
        middle: Median of each, which fills gaps ``(F,)``.
        spread: Deviation of each ``(F,)``; infinite for what never changes.
        weight: Of each, so that blocks weigh the same ``(F,)``.
    """

    in_octaves: NDArray[np.bool_]
    middle: Floats
    spread: Floats
    weight: Floats

    def apply(self, features: Floats) -> Floats:
        """Scaled features ``(N, F)``, centred on the middle; what was missing is 0."""
        rows = (octaves(features, self.in_octaves) - self.middle) / self.spread
        return np.nan_to_num(rows * self.weight, nan=0.0)

    def slopes(self, features: Floats) -> Floats:
        """How fast each scaled feature rises with the raw one, ``(N, F)``."""
        rises = np.where(
            self.in_octaves, 1 / (np.log(2) * np.maximum(features, 1.0)), np.ones_like(features)
        )
        return np.nan_to_num(rises * self.weight / self.spread, nan=0.0)


def octaves(features: Floats, which: NDArray[np.bool_]) -> Floats:
    """Features with frequencies (in Hz, 1 at least) as octaves above 1 Hz."""
    with np.errstate(invalid="ignore"):
        return np.where(which, np.log2(np.maximum(features, 1.0)), features)


def fit_scaler(features: Floats, blocks: Sequence[Block]) -> Scaler:
    """A scaler of features ``(N, F)``, whose columns are those of the blocks, one after another.

    Example:
        >>> rows = np.array([[100.0, 0.1], [200.0, np.nan], [400.0, 0.3]])
        >>> scaler = fit_scaler(rows, [Block("descriptors", ("centroid_hz", "roughness"))])
        >>> (scaler.apply(rows)[:, 0] / scaler.weight[0]).round(2).tolist()
        [-1.22, 0.0, 1.22]
    """
    which = np.array([name.endswith("_hz") for block in blocks for name in block.dims])
    rows = octaves(np.asarray(features, np.float64), which)
    known = np.isfinite(rows)
    rows = np.where(known, rows, np.nan)
    empty = ~known.any(axis=0)
    rows[:, empty] = 0.0
    spread = np.nanstd(rows, axis=0)
    moving = spread > 1e-9 * np.maximum(1.0, np.abs(np.nanmax(rows, axis=0)))
    sizes = [len(block.dims) for block in blocks]
    weight = np.concatenate([np.full(n, np.sqrt(BLOCK_VARIANCE / n)) for n in sizes])
    return Scaler(which, np.nanmedian(rows, axis=0), np.where(moving, spread, np.inf), weight)


def of_descriptors(measured: Mapping[str, float], names: Sequence[str]) -> Floats:
    """One row ``(F,)`` of what was measured; NaN where something is not there."""
    return np.array([measured.get(name, np.nan) for name in names], np.float64)
