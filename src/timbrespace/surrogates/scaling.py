"""Latents and words as networks want them: around 0, about 1 wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import LEAST_HZ, Floats

__all__ = ["LEAST_HZ", "Scaling"]


@dataclass(frozen=True)
class Scaling:
    """From units to standard ones and back, column by column.

    Args:
        mean: ``(K,)``, of the logarithm (base 2) where ``log``.
        scale: ``(K,)``, likewise.
        log: ``(K,)``; whether the ear hears ratios in it (Hz).
    """

    mean: Floats
    scale: Floats
    log: NDArray[np.bool_]

    @staticmethod
    def from_arrays(arrays: Mapping[str, NDArray[Any]], part: str) -> Scaling:
        """The one kept as ``part.mean``, ``part.scale`` and, where there is any, ``part.log``."""
        mean = np.asarray(arrays[f"{part}.mean"], np.float64)
        scale = np.asarray(arrays[f"{part}.scale"], np.float64)
        log = arrays.get(f"{part}.log", np.zeros(len(mean)))
        return Scaling(mean, scale, np.asarray(log, np.bool_))

    @staticmethod
    def of(values: Floats, log: NDArray[np.bool_]) -> Scaling:
        """That which makes each column of ``(N, K)`` mean 0 and deviation 1; NaN is left out."""
        bent = _bent(np.asarray(values, np.float64), log)
        known = np.isfinite(bent)
        n = np.maximum(known.sum(axis=0), 1)
        mean = np.where(known, bent, 0.0).sum(axis=0) / n
        spread = np.sqrt((np.where(known, bent - mean, 0.0) ** 2).sum(axis=0) / n)
        # A column that never changes stays as it is.
        return Scaling(mean, np.where(spread > 1e-9, spread, 1.0), log)

    def standard(self, values: Floats) -> Floats:
        """Standard units of ``(..., K)``."""
        scaled: Floats = (_bent(values, self.log) - self.mean) / self.scale
        return scaled

    def units(self, standard: Floats) -> Floats:
        """Values in their own units of ``(..., K)``."""
        bent = standard * self.scale + self.mean
        # Far outside, 2 ** x would not be a number any more.
        return np.where(self.log, np.exp2(np.minimum(bent, 60.0)), bent)

    def slope(self, standard: Floats) -> Floats:
        """How much the value changes with its standard unit, at ``(..., K)``."""
        bent: Floats = np.where(self.log, np.log(2) * self.units(standard), 1.0)
        return bent * self.scale


def _bent(values: Floats, log: NDArray[np.bool_]) -> Floats:
    return np.where(log, np.log2(np.maximum(values, LEAST_HZ)), values)
