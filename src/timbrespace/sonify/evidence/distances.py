"""Do data that are far apart sound far apart?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.probing.permutation import p_value
from timbrespace.factors.probing.scores import Interval, interval
from timbrespace.factors.splits import codes_of

Rows = NDArray[np.floating]
Floats = NDArray[np.float64]
Real = TypeVar("Real", bound=np.floating)

N_PERMUTATIONS, N_BOOTSTRAPS = 999, 500
#: Groups without which a rank correlation of distances says nothing.
FEWEST = 4


@dataclass(frozen=True)
class Agreement:
    """How far distances between data and between sounds go together.

    Args:
        spearman: Rank correlation of pairwise distances between groups, with its interval by
            bootstrap of groups.
        p: By Mantel's test, of agreement: the sounds of whole groups swap places.
        n_items: How many items.
        n_groups: How many groups: what is permuted and drawn.
    """

    spearman: Interval
    p: float
    n_items: int
    n_groups: int


def agree(
    data: Rows,
    heard: Rows,
    groups: Sequence[object],
    *,
    n_permutations: int = N_PERMUTATIONS,
    n_bootstraps: int = N_BOOTSTRAPS,
    seed: int = 0,
) -> Agreement:
    """Spearman's correlation of pairwise distances, and Mantel's test of it.

    Distances are Euclidean over dims of mean 0 and deviation 1; dims that never change count for
    nothing, values that are not known (NaN) count as the dim's median. Items of one group are
    averaged first: their nearness would be counted as agreement.

    Args:
        data: Latents ``(N, D)``.
        heard: Features of their sounds ``(N, K)``; descriptors, or an embedding.
        groups: What belongs together.
        n_permutations: Of the test.
        n_bootstraps: Of the interval.
        seed: Of both.

    Raises:
        TimbrespaceError: There are fewer than four groups.

    Source: Mantel (1967); one-sided, the observed one counted among the permutations.

    Example:
        >>> rows = np.random.default_rng(0).normal(size=(20, 3))
        >>> found = agree(rows, rows * [1, -2, 3], range(20), n_permutations=99)
        >>> round(found.spearman.value, 6), found.p
        (1.0, 0.01)
    """
    names, codes = codes_of([str(group) for group in groups])
    if len(names) < FEWEST:
        raise TimbrespaceError(
            f"Distances between {len(names)} groups say nothing.",
            f"Hear items of at least {FEWEST} groups.",
        )
    here, there = (distances(_means(standardised(rows), codes)) for rows in (data, heard))
    upper = np.triu_indices(len(names), 1)
    own, other = ranks(here[upper]), ranks(there[upper])
    observed = _correlation(own, other)
    rng = np.random.default_rng([seed, 1])
    ranked = np.zeros_like(there)
    ranked[upper] = other
    ranked += ranked.T
    swapped = [rng.permutation(len(names)) for _ in range(n_permutations)]
    under = np.array([_correlation(own, ranked[np.ix_(s, s)][upper]) for s in swapped])
    drawn = _drawn(here, there, n_bootstraps, seed)
    spearman = interval(observed, drawn) if len(drawn) else Interval(observed, -1.0, 1.0)
    return Agreement(spearman, p_value(observed, under) or 1.0, len(codes), len(names))


def standardised(rows: Rows) -> Floats:
    """Dims of mean 0 and deviation 1; unknown values become the dim's median, constants 0."""
    made = filled(np.asarray(rows, np.float64))
    spread = made.std(axis=0)
    moves = spread > 1e-9 * np.maximum(1.0, np.abs(made).max(axis=0))
    return np.asarray((made - made.mean(axis=0)) * moves / np.where(moves, spread, 1.0))


def filled(rows: NDArray[Real]) -> NDArray[Real]:
    """Rows ``(N, D)`` in which a value that is not known counts as the median of its dim.

    Example:
        >>> filled(np.array([[1.0, np.nan], [np.nan, np.inf], [4.0, np.nan]])).tolist()
        [[1.0, 0.0], [2.5, 0.0], [4.0, 0.0]]
    """
    made = rows.copy()
    for column in made.T:
        known = np.isfinite(column)
        column[~known] = np.median(column[known]) if known.any() else 0.0
    return made


def distances(rows: Floats) -> Floats:
    """Euclidean distances between rows ``(N, D)``: ``(N, N)``."""
    from scipy.spatial.distance import pdist, squareform

    return np.asarray(squareform(pdist(rows)), np.float64)


def ranks(values: Floats) -> Floats:
    """Ranks from 1, ties sharing the mean of theirs."""
    from scipy.stats import rankdata

    return np.asarray(rankdata(values), np.float64)


def _means(rows: Floats, codes: NDArray[np.int64]) -> Floats:
    counts = np.bincount(codes)
    return np.stack([np.bincount(codes, column) for column in rows.T], axis=1) / counts[:, None]


def _drawn(here: Floats, there: Floats, n: int, seed: int) -> Floats:
    """The correlation under bootstraps of groups; a group is never paired with itself."""
    rng, size = np.random.default_rng([seed, 2]), len(here)
    upper = np.triu_indices(size, 1)
    found = []
    for _ in range(n):
        drawn = rng.integers(0, size, size)
        first, second = drawn[upper[0]], drawn[upper[1]]
        apart = first != second
        first, second = first[apart], second[apart]
        if len(first):
            found.append(_correlation(ranks(here[first, second]), ranks(there[first, second])))
    return np.array([value for value in found if value == value])


def _correlation(a: Floats, b: Floats) -> float:
    """Pearson's; 0 where one of them never changes."""
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0 else 0.0
