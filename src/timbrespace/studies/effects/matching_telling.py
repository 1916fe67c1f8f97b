"""Results of values that belong to groups: means, and intervals that draw whole groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.reports.results import Result

N_BOOTSTRAPS = 2000


@dataclass(frozen=True)
class Telling:
    """Makes results of values that belong to groups.

    Args:
        groups: Of each value: the voice, track or kit.
        command: What makes the results again.
        seed: Of the draws.
    """

    groups: tuple[str, ...]
    command: str = ""
    seed: int = 0

    def __call__(
        self, name: str, place: Mapping[str, str], values: NDArray[np.float64], unit: str = "",
        better: Literal["higher", "lower", ""] = "higher",
    ) -> Result:  # fmt: skip
        """The mean of values ``(N,)`` with its interval; NaN where one was not scored."""
        value, low, high = _interval(values, self.groups, self.seed)
        return Result(
            name, place, value, low, high, unit=unit, n_items=len(values),
            n_groups=len(set(self.groups)), better=better, command=self.command,
        )  # fmt: skip


def _interval(
    values: NDArray[np.float64], groups: Sequence[str], seed: int
) -> tuple[float, float, float]:
    """Mean, and the middle 95 % of what it is over draws of whole groups."""
    from timbrespace.factors.splits import bootstrap_weights, codes_of

    known = np.isfinite(values)
    names, codes = codes_of(groups)
    sums = np.bincount(codes[known], values[known], minlength=len(names))
    counts = np.bincount(codes[known], minlength=len(names))
    weights = bootstrap_weights(groups, N_BOOTSTRAPS, seed)
    totals = weights @ counts
    drawn = (weights @ sums)[totals > 0] / totals[totals > 0]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(values[known].mean()), float(low), float(high)
