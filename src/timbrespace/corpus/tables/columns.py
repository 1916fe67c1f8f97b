"""Which columns of a table are worth learning from, and how they are scaled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

#: A column of which more than this part is missing says too little.
MOST_MISSING = 0.5


@dataclass(frozen=True)
class Scaling:
    """How numbers are brought to 0 to 1, and what stands in for missing ones.

    Args:
        low: Least value of each column ``(C,)``.
        span: Greatest less least, above 0 ``(C,)``.
        fill: The mean of each column ``(C,)``, in its own unit.
    """

    low: NDArray[np.float32]
    span: NDArray[np.float32]
    fill: NDArray[np.float32]

    def scaled(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values ``(N, C)`` from 0 to 1, those beyond at the ends; missing ones at the mean.

        Example:
            >>> scaling = scaling_of(np.array([[0, 2], [4, 4]], np.float32))
            >>> scaling.scaled(np.array([[1, 9], [np.nan, 3]], np.float32)).tolist()
            [[0.25, 1.0], [0.5, 0.5]]
        """
        known = np.where(np.isnan(values), self.fill, values)
        return np.asarray(np.clip((known - self.low) / self.span, 0.0, 1.0), np.float32)

    def n_beyond(self, values: NDArray[np.float32]) -> int:
        """How many values ``(N, C)`` :meth:`scaled` cuts, as they lie beyond what was seen."""
        scaled = (values - self.low) / self.span
        # The greatest value that was seen may come out at 1 and a rounding.
        return int(((scaled < 0) | (scaled > 1 + 1e-6)).sum())


def scaling_of(values: NDArray[np.float32]) -> Scaling:
    """The scaling of columns ``(N, C)``, each of which varies, by these rows alone."""
    low, high = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    fill = np.asarray(np.nanmean(values, axis=0, dtype=np.float64), np.float32)
    return Scaling(low, high - low, fill)


def most_variable(values: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """The columns ``(most,)`` of ``(N, C)`` that vary most, in their own order.

    By mean absolute deviation from the mean, as Tybalt's genes were chosen (Way and Greene,
    2018). Columns that never change, or of which more than half is missing, are none of them.

    Raises:
        TimbrespaceError: No column varies.

    Example:
        >>> rows = np.array([[1, 0, 5, 2], [1, 9, 6, 8]], np.float32)
        >>> most_variable(rows, 2).tolist()
        [1, 3]
    """
    known = np.isfinite(values)
    usable = np.flatnonzero(known.mean(axis=0) >= 1 - MOST_MISSING)
    spread = np.zeros(values.shape[1])
    if usable.size:
        held = values[:, usable].astype(np.float64)
        spread[usable] = np.nanmean(np.abs(held - np.nanmean(held, axis=0)), axis=0)
    varying = np.flatnonzero(spread > 0)
    if not varying.size:
        raise TimbrespaceError(
            "No column of this table varies over the rows that are learned from.",
            "Give a table with numbers that differ from row to row.",
        )
    order = np.argsort(-spread[varying], kind="stable")[:most]
    return np.sort(varying[order])
