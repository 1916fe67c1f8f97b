"""Published scores of disentanglement: MIG, DCI and SAP, for single dims and for parts.

Sources: MIG, Chen et al., *Isolating Sources of Disentanglement in VAEs*, 2018; DCI, Eastwood
& Williams, *A Framework for the Quantitative Evaluation of Disentangled Representations*,
2018; SAP, Kumar et al., *Variational Inference of Disentangled Latent Concepts from
Unlabeled Observations*, 2018. They were made for one dim a factor: where a factor has
several dims they call that entangled, so the same is computed over the code's parts too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing.scores import Tally
from timbrespace.factors.splits import group_folds

if TYPE_CHECKING:
    from sklearn.ensemble import RandomForestClassifier

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

#: Levels that a dim, or a part, is cut into where information is counted.
LEVELS = 20
TREES = 40
#: Rows that each tree grows from at most: enough to rank dims, and quick for large corpora.
TREE_ROWS = 1000


@dataclass(frozen=True)
class Scores:
    """All from 0 to 1, higher is better.

    Args:
        mig: Gap of mutual information between the two most informative dims, over entropy.
        mig_parts: The same over parts of the code.
        sap: Gap of balanced accuracy between the two dims that predict best alone.
        disentanglement: DCI: how far each dim matters to one factor only.
        completeness: DCI: how far each factor rests on one dim only.
        disentanglement_parts: The first over parts.
        completeness_parts: The second over parts.
        informativeness: DCI: balanced accuracy from all dims, held-out groups.
    """

    mig: float
    mig_parts: float
    sap: float
    disentanglement: float
    completeness: float
    disentanglement_parts: float
    completeness_parts: float
    informativeness: float


def score(
    code: NDArray[Any],
    parts: Mapping[str, slice],
    labels: Mapping[str, NDArray[Any]],
    groups: NDArray[Any],
    *,
    seed: int = 0,
) -> Scores:
    """Score one code, on rows that it was not fitted on.

    Args:
        code: ``(N, D)``.
        parts: Name -> columns; together all of them.
        labels: Factor -> class codes ``(N,)``; rows without a label (-1) are left out of
            that factor.
        groups: What was recorded together ``(N,)``.
        seed: For k-means, forests and folds.
    """
    code = np.asarray(code, np.float64)
    migs, migs_parts, saps, informed, importance = [], [], [], [], []
    for codes in labels.values():
        known = np.asarray(codes) >= 0
        x, y = code[known], np.unique(np.asarray(codes)[known], return_inverse=True)[1]
        folds = group_folds(y, np.asarray(groups)[known], 3, seed)
        dims = np.stack([_levels(column) for column in x.T])
        migs.append(_gap(np.array([mutual_information(d, y) for d in dims]) / entropy(y)))
        clustered = [_clusters(x[:, columns], seed) for columns in parts.values()]
        shared = [mutual_information(c, y) for c in clustered]
        migs_parts.append(_gap(np.array(shared) / entropy(y)))
        saps.append(_gap(_alone(x, y, folds)))
        predicted = np.zeros(len(y), np.int64)
        for train, test in folds:
            forest = _forest(len(train), seed)
            predicted[test] = forest.fit(x[train], y[train]).predict(x[test])
        informed.append(Tally(y, predicted, np.zeros(len(y), np.int64)).balanced())
        whole = _forest(len(y), seed)
        importance.append(whole.fit(x, y).feature_importances_)
    by_dim = np.stack(importance, axis=1)
    by_part = np.stack([by_dim[columns].sum(axis=0) for columns in parts.values()])
    return Scores(
        float(np.mean(migs)), float(np.mean(migs_parts)), float(np.mean(saps)),
        disentanglement(by_dim), disentanglement(by_dim.T),
        disentanglement(by_part), disentanglement(by_part.T), float(np.mean(informed)),
    )  # fmt: skip


def disentanglement(importance: NDArray[Any]) -> float:
    """DCI's D of importances ``(dims, factors)``; of the transpose it is C.

    Example:
        >>> round(disentanglement(np.array([[1.0, 0.0], [0.0, 1.0]])), 6)
        1.0
        >>> abs(round(disentanglement(np.ones((2, 2))), 6))
        0.0
    """
    total = importance.sum()
    if importance.shape[1] < 2 or total <= 0:
        return 1.0
    share = importance / np.maximum(importance.sum(axis=1, keepdims=True), 1e-12)
    surprise = -(share * np.log(np.maximum(share, 1e-12))).sum(axis=1)
    each = 1 - surprise / np.log(importance.shape[1])
    return float((each * importance.sum(axis=1) / total).sum())


def mutual_information(a: Indices, b: Indices) -> float:
    """Mutual information of two codes in nats, as counted.

    Example:
        >>> same = np.array([0, 1, 0, 1])
        >>> round(mutual_information(same, same), 3)
        0.693
    """
    table = np.zeros((int(a.max()) + 1, int(b.max()) + 1))
    np.add.at(table, (a, b), 1.0 / len(a))
    apart = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    seen = table > 0
    return float((table[seen] * np.log(table[seen] / apart[seen])).sum())


def entropy(a: Indices) -> float:
    """Entropy of a code in nats, as counted."""
    return mutual_information(a, a)


def _gap(values: Floats) -> float:
    """Between the largest and the next."""
    ordered = np.sort(values)
    return float(ordered[-1] - ordered[-2])


def _levels(x: Floats) -> Indices:
    """A dim cut into levels of equal count."""
    ranks = np.argsort(np.argsort(x, kind="stable"), kind="stable")
    return np.asarray(ranks * min(LEVELS, len(x)) // len(x), np.int64)


def _clusters(x: Floats, seed: int) -> Indices:
    """A part of several dims cut into as many cells, by k-means."""
    from sklearn.cluster import KMeans

    if x.shape[1] == 1:
        return _levels(x[:, 0])
    scaled = x / np.maximum(x.std(axis=0), 1e-9)
    fitted = KMeans(min(LEVELS, len(x)), n_init=2, random_state=seed).fit(scaled)
    return np.asarray(fitted.labels_, np.int64)


def _forest(n_rows: int, seed: int) -> RandomForestClassifier:
    """Every split sees every dim: else some are forced onto dims that say nothing."""
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(
        TREES,
        max_features=None,
        max_samples=min(n_rows, TREE_ROWS),
        random_state=seed,
        class_weight="balanced",
    )


def _alone(x: Floats, y: Indices, folds: list[tuple[Indices, Indices]]) -> Floats:
    """Balanced accuracy of each dim alone ``(D,)``: the class whose Gaussian fits best.

    A Gaussian a class replaces the paper's linear support vector machine: on one dim it can
    say which of many classes, and it takes no time.
    """
    n_classes = int(y.max()) + 1
    predicted = np.zeros((x.shape[1], len(y)), np.int64)
    for train, test in folds:
        counts = np.bincount(y[train], minlength=n_classes)
        mean, square = (
            np.stack([np.bincount(y[train], c, n_classes) for c in power.T])
            / np.maximum(counts, 1)
            for power in (x[train], x[train] ** 2)
        )
        floor = 0.05 * x[train].var(axis=0)[:, None] + 1e-12
        variance = np.maximum(square - mean**2, floor)
        off = (x[test].T[:, :, None] - mean[:, None, :]) ** 2 / variance[:, None, :]
        fit = np.where(counts > 0, -0.5 * (off + np.log(variance)[:, None, :]), -np.inf)
        predicted[:, test] = fit.argmax(axis=2)
    return np.array([Tally(y, row, np.zeros(len(y), np.int64)).balanced() for row in predicted])
