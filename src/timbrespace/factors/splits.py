"""Splits, resamples and permutations in which what was recorded together stays together.

Takes of one recording, overlapping windows and augmented copies share a group. Split at
random they would sit on both sides, and a probe would be praised for knowing the microphone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.errors import TimbrespaceError

Indices = NDArray[np.int64]
Fold = tuple[Indices, Indices]


def codes_of(values: ArrayLike) -> tuple[NDArray[Any], Indices]:
    """The distinct values in order, and which of them each item has ``(N,)``.

    Example:
        >>> names, codes = codes_of(["wood", "metal", "wood"])
        >>> names.tolist(), codes.tolist()
        (['metal', 'wood'], [1, 0, 1])
    """
    names, codes = np.unique(np.asarray(values), return_inverse=True)
    return names, codes.astype(np.int64)


def spaced(groups: ArrayLike, most: int) -> Indices:
    """Indices of at most so many items of each group, evenly spaced; ascending.

    Example:
        >>> spaced(list("aaaabc"), 2).tolist()
        [0, 2, 4, 5]
    """
    held = np.asarray(groups)
    kept = [np.empty(0, np.int64)]
    for name in np.unique(held):
        own = np.flatnonzero(held == name)
        n = min(most, len(own))
        kept.append(own[np.arange(n) * len(own) // n])
    return np.sort(np.concatenate(kept))


def group_folds(
    labels: ArrayLike, groups: ArrayLike, n_folds: int = 5, seed: int = 0
) -> list[Fold]:
    """Folds for cross-validation: no group straddles them, and labels are spread evenly.

    Args:
        labels: The label of each item ``(N,)``; each fold gets about the same share of each,
            as far as whole groups allow.
        groups: What each item was recorded with ``(N,)``.
        n_folds: How many folds.
        seed: The same seed gives the same folds.

    Returns:
        For each fold the indices of its training and of its test items, both ascending.

    Raises:
        TimbrespaceError: There are fewer groups than folds.

    Example:
        >>> groups = ["a", "a", "b", "c", "c", "d"]
        >>> for train, test in group_folds(["x"] * 6, groups, n_folds=2):
        ...     print(sorted({groups[i] for i in train} & {groups[i] for i in test}))
        []
        []
    """
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    _, y = codes_of(labels)
    names, g = codes_of(groups)
    if n_folds < 2 or len(names) < n_folds:
        raise TimbrespaceError(
            f"Expected at least {max(n_folds, 2)} groups for {n_folds} folds, found {len(names)}.",
            "Name another column as the group, or ask for fewer folds (two at least).",
        )
    # Where each item is its own group both give as even folds, and this one is far quicker.
    alone = len(names) == len(g)
    kind = StratifiedKFold if alone else StratifiedGroupKFold
    splitter = kind(n_splits=n_folds, shuffle=True, random_state=seed)
    # A label rarer than the folds cannot be in all of them, and sklearn would refuse or warn:
    # it is spread as the most common one is, and only its groups matter.
    counts = np.bincount(y)
    y = np.where(counts[y] >= n_folds, y, counts.argmax())
    return [
        (train.astype(np.int64), test.astype(np.int64))
        for train, test in splitter.split(np.zeros(len(y)), y, None if alone else g)
    ]


def bootstrap_weights(groups: ArrayLike, n: int = 2000, seed: int = 0) -> NDArray[np.int64]:
    """How often each group is drawn in each of ``n`` bootstraps, ``(n, G)``; rows sum to G.

    The columns are the groups in the order of :func:`codes_of`. The same seed draws the same
    groups whatever is measured on them, so differences between two probes are paired.
    """
    n_groups = len(codes_of(groups)[0])
    rng = np.random.default_rng(seed)
    return rng.multinomial(n_groups, np.full(n_groups, 1 / n_groups), size=n).astype(np.int64)


def bootstrap_groups(groups: ArrayLike, n: int = 2000, seed: int = 0) -> Iterator[Indices]:
    """Items of ``n`` bootstraps that draw whole groups with replacement (Efron 1979).

    Yields:
        Indices of items; one whose group is drawn twice is there twice.

    Example:
        >>> [sorted(drawn.tolist()) for drawn in bootstrap_groups(["a", "a", "b"], 3, seed=1)]
        [[0, 1, 2], [0, 0, 1, 1], [2, 2]]
    """
    _, codes = codes_of(groups)
    for weights in bootstrap_weights(groups, n, seed):
        yield np.repeat(np.arange(len(codes)), weights[codes])


def permute_by_group(
    labels: ArrayLike, groups: ArrayLike, rng: np.random.Generator
) -> NDArray[Any]:
    """Labels as they would fall if they had nothing to do with the sounds.

    Whole groups swap labels: each group takes those of another, stretched or shortened to its
    own size where sizes differ. A group with several labels deals them out anew among its items,
    alike ones to those that were alike, as far as sizes allow. Takes of one recording thus stay
    alike in label, as they are; permuting single items would break that up and make chance look
    lower than it is (exchangeable blocks, Winkler et al. 2015).

    Args:
        labels: The label of each item ``(N,)``.
        groups: What each item was recorded with ``(N,)``.
        rng: Where chance comes from; it is advanced.

    Returns:
        New labels ``(N,)``, of the same type.
    """
    given = np.asarray(labels)
    _, codes = codes_of(groups)
    members = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
    permuted = given.copy()
    for own, donor in zip(members, rng.permutation(len(members)), strict=True):
        theirs = members[donor]
        taken = given[theirs[np.arange(len(own)) * len(theirs) // len(own)]]
        present, rank = np.unique(taken, return_inverse=True)
        if len(present) > 1:
            # Where every group has the same labels, swapping groups alone would change nothing.
            taken = taken[np.argsort(rng.permutation(len(present))[rank], kind="stable")]
            own = own[np.argsort(given[own], kind="stable")]
        permuted[own] = taken
    return permuted
