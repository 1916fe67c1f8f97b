"""Paired statistics over groups: Wilcoxon's test, effect sizes, intervals from whole groups.

Several pairs from one recording are not several experiments. Tests therefore see one number a
group, its mean, and intervals come from drawing whole groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.factors.splits import bootstrap_weights, codes_of

Floats = NDArray[np.float64]

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean with its interval; NaN where there is nothing to take it from."""

    mean: float
    low: float
    high: float

    def excludes(self, value: float) -> bool:
        """Whether a value lies outside."""
        return not self.low <= value <= self.high


@dataclass(frozen=True)
class PairedTest:
    """Whether differences are more than chance, and how large they are.

    Args:
        interval: Mean difference with its group-bootstrap interval.
        p: Of Wilcoxon's signed-rank test (1945) over the groups' means, two-sided.
        rank_biserial: Share of rank sums for minus against, -1 to 1 (Kerby 2014).
        d: Mean over standard deviation of the groups' means (Cohen's d of paired samples).
        n: Differences.
        n_groups: Groups that they belong to.
    """

    interval: Interval
    p: float
    rank_biserial: float
    d: float
    n: int
    n_groups: int


def mean_interval(
    values: ArrayLike, groups: ArrayLike, *, n: int = 2000, seed: int = 0
) -> Interval:
    """The mean of values ``(N,)`` with its 95 % interval by drawing whole groups.

    Example:
        >>> mean_interval([1.0, 1.0, 1.0], ["a", "a", "b"])
        Interval(mean=1.0, low=1.0, high=1.0)
    """
    x = np.asarray(values, float)
    if not len(x):
        return Interval(np.nan, np.nan, np.nan)
    _, codes = codes_of(groups)
    sums, counts = np.bincount(codes, weights=x), np.bincount(codes)
    weights = bootstrap_weights(groups, n, seed)
    drawn = (weights @ sums) / (weights @ counts)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(x.mean()), float(low), float(high))


def paired(differences: ArrayLike, groups: ArrayLike, *, seed: int = 0) -> PairedTest:
    """Test whether differences ``(N,)`` are about 0, with one number a group.

    Example:
        >>> test = paired([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], list("abcdef"))
        >>> test.p, test.rank_biserial, test.n_groups
        (0.03125, 1.0, 6)
    """
    x = np.asarray(differences, float)
    means = group_means(x, groups)
    return PairedTest(
        interval=mean_interval(x, groups, seed=seed),
        p=_wilcoxon_p(means),
        rank_biserial=rank_biserial(means),
        d=_d(means),
        n=len(x),
        n_groups=len(means),
    )


def group_means(values: ArrayLike, groups: ArrayLike) -> Floats:
    """One mean a group, ``(G,)``, in the order of :func:`.splits.codes_of`."""
    _, codes = codes_of(groups)
    sums = np.bincount(codes, weights=np.asarray(values, float))
    return np.asarray(sums / np.bincount(codes))


def rank_biserial(differences: ArrayLike) -> float:
    """Rank sum of the positive differences minus that of the negative, over both.

    Example:
        >>> rank_biserial([3.0, 2.0, -1.0]), rank_biserial([0.0])
        (0.6666666666666666, 0.0)
    """
    from scipy.stats import rankdata

    x = np.asarray(differences, float)
    x = x[x != 0]
    if not len(x):
        return 0.0
    ranks = rankdata(np.abs(x))
    return float((ranks * np.sign(x)).sum() / ranks.sum())


def bonferroni(p: float, n_tests: int) -> float:
    """A p-value corrected for having tried ``n_tests`` times.

    Example:
        >>> bonferroni(0.01, 3), bonferroni(0.5, 3)
        (0.03, 1.0)
    """
    return min(1.0, p * n_tests)


def _wilcoxon_p(x: Floats) -> float:
    from scipy.stats import wilcoxon

    real = x[x != 0]
    return float(wilcoxon(real).pvalue) if len(real) else 1.0


def _d(x: Floats) -> float:
    spread = float(x.std(ddof=1)) if len(x) > 1 else 0.0
    return float(x.mean() / spread) if spread > 0 else 0.0
