"""What can be read from which part of a code: its own factor, and what leaks from the other.

A leak is judged against two measured controls: labels permuted over all groups (chance), and
permuted only among groups of the same source class. The second one keeps what the labels
themselves share: where all plastic is pressed, a perfect material dim tells of pressing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing.permutation import p_value
from timbrespace.factors.probing.scores import Interval, Tally, interval
from timbrespace.factors.splits import (
    Fold,
    Indices,
    bootstrap_weights,
    codes_of,
    group_folds,
    permute_by_group,
)

Code = NDArray[Any]
NEIGHBOURS = 10
BOOTSTRAPS = 1000


@dataclass(frozen=True)
class Reading:
    """How well one label is read from one part of a code.

    Args:
        source: The part read from: a factor, ``"residual"`` or ``"all"``.
        target: The label read.
        score: Balanced accuracy with its interval by group bootstrap.
        chance: Mean score with labels permuted over all groups.
        p: Of a score at least as good under that permutation.
        shared: Mean score with labels permuted among groups of one source class only; None
            where the source is no other factor.
        p_shared: Of a score at least as good under that permutation.
        n_items: Items read.
        n_groups: Their groups.
    """

    source: str
    target: str
    score: Interval
    chance: float
    p: float | None
    shared: float | None
    p_shared: float | None
    n_items: int
    n_groups: int


@dataclass(frozen=True)
class Coded:
    """Held-out rows in a code that was fitted without them and without their groups.

    Args:
        rows: Which rows ``(M,)``.
        code: Their code ``(M, D)``.
        parts: Name -> columns of the code.
    """

    rows: Indices
    code: Code
    parts: Mapping[str, slice]


def read(
    coded: Sequence[Coded],
    source: str,
    target: str,
    labels: Mapping[str, NDArray[Any]],
    groups: NDArray[Any],
    *,
    n_permutations: int = 200,
    n_folds: int = 3,
    seed: int = 0,
) -> Reading:
    """Read a label from one part of a code, by kNN among held-out rows only.

    Within each outer fold's held-out rows a class-balanced kNN is trained and tested on
    folds of whole groups, so that what a code overfitted on its training rows cannot help.

    Args:
        coded: The held-out rows of each outer fold.
        source: A part of the code.
        target: A label.
        labels: Label -> class codes of all rows ``(N,)``; -1 is left out.
        groups: What was recorded together ``(N,)``.
        n_permutations: For each of the two controls; 0 leaves them out.
        n_folds: Inner folds.
        seed: The same seed gives the same folds and permutations.
    """
    y = np.asarray(labels[target], np.int64)
    rows, near = _neighbourhoods(coded, source, y, groups, n_folds, seed)
    y, g = np.unique(y, return_inverse=True)[1], codes_of(groups)[1]
    n_classes = int(y.max()) + 1

    def score_of(all_codes: Indices) -> Tally:
        guesses = [balanced_vote(all_codes[i], all_codes[t], n_classes) for i, t in near]
        own = codes_of(g[rows])[1]
        return Tally(all_codes[rows], np.concatenate(guesses), own)

    rng = np.random.default_rng([seed, 7])
    tally = score_of(y)
    drawn = tally.balanceds(bootstrap_weights(g[rows], BOOTSTRAPS, seed))
    chance = _controls(score_of, y, rows, g, np.zeros(len(y), np.int64), n_permutations, rng)
    shared = np.zeros(0)
    if source in labels and source != target:
        within = np.asarray(labels[source], np.int64)
        shared = _controls(score_of, y, rows, g, within, n_permutations, rng)
    observed = tally.balanced()
    return Reading(
        source, target, interval(observed, drawn),
        float(chance.mean()) if len(chance) else float("nan"), p_value(observed, chance),
        float(shared.mean()) if len(shared) else None, p_value(observed, shared),
        len(rows), len(np.unique(g[rows])),
    )  # fmt: skip


def balanced_vote(classes: Indices, train: Indices, n_classes: int) -> Indices:
    """The class of each row by its neighbours, as if all classes were equally frequent.

    Args:
        classes: Classes of each row's neighbours ``(M, k)``.
        train: Classes that neighbours were drawn from ``(T,)``.
        n_classes: How many classes there are.

    Example:
        >>> train = np.array([0, 0, 0, 0, 1])
        >>> balanced_vote(np.array([[0, 0, 1]]), train, 2).tolist()
        [1]
    """
    weights = 1.0 / np.maximum(np.bincount(train, minlength=n_classes), 1)
    votes = np.zeros((len(classes), n_classes))
    np.add.at(votes, (np.arange(len(classes))[:, None], classes), weights[classes])
    return np.asarray(votes.argmax(axis=1), np.int64)


def nearest(train: Code, test: Code, k: int = NEIGHBOURS) -> Indices:
    """Positions in ``train (T, D)`` of the k rows nearest to each of ``test (M, D)``."""
    std = np.maximum(train.std(axis=0), 1e-9)
    a, b = test / std, train / std
    distances = (b**2).sum(axis=1) - 2 * a @ b.T
    k = min(k, len(train))
    # In order of rows first, so that of those equally near the earlier comes first.
    near = np.sort(np.argpartition(distances, k - 1, axis=1)[:, :k], axis=1)
    order = np.argsort(np.take_along_axis(distances, near, axis=1), axis=1, kind="stable")
    return np.asarray(np.take_along_axis(near, order, axis=1), np.int64)


def _neighbourhoods(
    coded: Sequence[Coded],
    source: str,
    y: Indices,
    groups: NDArray[Any],
    n_folds: int,
    seed: int,
) -> tuple[Indices, list[tuple[Indices, Indices]]]:
    """All rows read, in order, and for each part of them their neighbours and training rows."""
    rows, near = [], []
    for part in coded:
        known = y[part.rows] >= 0
        own, code = part.rows[known], part.code[known]
        code = code[:, part.parts[source]] if source != "all" else code
        folds: list[Fold] = group_folds(y[own], groups[own], n_folds, seed)
        for train, test in folds:
            rows.append(own[test])
            near.append((own[train][nearest(code[train], code[test])], own[train]))
    return np.concatenate(rows), near


def _controls(
    score_of: Callable[[Indices], Tally],
    y: Indices,
    rows: Indices,
    groups: Indices,
    within: Indices,
    n: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Scores with labels permuted by group among rows that are alike in ``within``."""
    scores = []
    for _ in range(n):
        permuted = y.copy()
        for level in np.unique(within[rows]):
            part = rows[within[rows] == level]
            permuted[part] = permute_by_group(y[part], groups[part], rng)
        scores.append(score_of(permuted).balanced())
    return np.asarray(scores)
