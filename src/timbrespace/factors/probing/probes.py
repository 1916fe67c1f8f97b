"""Probes: can a label be read from a space? Four classifiers, on folds that all spaces share.

kNN (k = 10 on 64 scaled principal components, as in the study this began with), logistic
regression, a decision tree and a random forest. Settings are fixed beforehand, not tuned.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import product
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing.features import Features, features
from timbrespace.factors.probing.question import Candidate, Question
from timbrespace.factors.probing.work import spread
from timbrespace.factors.splits import Indices
from timbrespace.jobs import Job

PROBES = ("knn", "logistic", "tree", "forest")
#: Those quick enough to be fitted again for every permutation.
QUICK = ("knn", "logistic")

TITLES = {
    "knn": "kNN (k = 10)",
    "logistic": "logistic regression",
    "tree": "decision tree",
    "forest": "random forest",
}

#: Inverse strength of the logistic regression's penalty. Components are scaled to deviation 1,
#: so that small ones are mostly noise: stronger than the usual 1.
LOGISTIC_C = 0.1
N_TREES = 100

_GROWING = threading.Lock()


@dataclass(frozen=True)
class Answer:
    """What one probe made of one space.

    Args:
        candidate: The space's id.
        probe: One of :data:`PROBES`.
        predicted: The class of every item, said by the fold that did not train on it, ``(N,)``.
        permuted: The same with labels permuted by group, ``(P, N)``; None where not done.
    """

    candidate: str
    probe: str
    predicted: Indices
    permuted: NDArray[np.int16] | None = None


def predict(
    probe: str, seen: Features, y_train: Indices, seed: int = 0, n_classes: int | None = None
) -> Indices:
    """Train one probe on a fold's training part and name the class of each test item.

    Args:
        probe: One of :data:`PROBES`.
        seen: The fold.
        y_train: Classes of the training items.
        seed: For the trees.
        n_classes: How many classes there are; default: as many as are in ``y_train``.

    Example:
        >>> rows = np.array([[-1.0], [-1.1], [1.0], [1.1]])
        >>> predict("logistic", Features(rows, rows), np.array([0, 0, 1, 1])).tolist()
        [0, 0, 1, 1]
    """
    if probe == "knn":
        return vote(y_train[seen.neighbours], n_classes or int(y_train.max()) + 1)
    if len(np.unique(y_train)) == 1:
        return np.full(len(seen.test), y_train[0])
    # Scikit-learn's forests set aside the warning filters of the whole process while they grow
    # and while they vote: two at once would leave them in disorder.
    with _GROWING if probe == "forest" else nullcontext():
        model = _classifier(probe, seed).fit(seen.train, y_train)
        return np.asarray(model.predict(seen.test), np.int64)


def vote(classes: Indices, n_classes: int) -> Indices:
    """The most frequent class of each row ``(n, k)``; the first of those that tie.

    Example:
        >>> vote(np.array([[2, 1, 1], [2, 0, 1]]), 3).tolist()
        [1, 0]
    """
    counts = (classes[:, :, None] == np.arange(n_classes)).sum(axis=1)
    return np.asarray(counts.argmax(axis=1), np.int64)


def answer(
    question: Question,
    candidates: Sequence[Candidate],
    *,
    probes: Sequence[str] = PROBES,
    permutations: NDArray[np.int64] | None = None,
    job: Job | None = None,
    workers: int | None = None,
) -> list[Answer]:
    """Put the question to every space with every probe.

    Args:
        question: Label, groups and folds.
        candidates: The spaces and their baselines.
        probes: Which of :data:`PROBES`.
        permutations: Permuted classes ``(P, N)``, for the :data:`QUICK` ones.
        job: Counts folds of spaces; can be stopped between any two fits.
        workers: Threads; default one per core.

    Returns:
        One answer for each space and probe, in that order.
    """
    units = list(product(range(len(candidates)), range(len(question.folds))))

    def one(unit: tuple[int, int]) -> list[tuple[Indices, NDArray[np.int16] | None]]:
        return _one_fold(question, candidates[unit[0]], unit[1], probes, permutations, job)

    done = spread(one, units, job=job, workers=workers, message="Probing")
    n, n_permuted = len(question.y), 0 if permutations is None else len(permutations)
    answers = []
    for c, candidate in enumerate(candidates):
        for i, probe in enumerate(probes):
            predicted = np.zeros(n, np.int64)
            permuted = np.zeros((n_permuted, n), np.int16)
            for f, (_, test) in enumerate(question.folds):
                predicted[test], of_permuted = done[c * len(question.folds) + f][i]
                if of_permuted is not None:
                    permuted[:, test] = of_permuted
            tested = probe in QUICK and n_permuted > 0
            answers.append(Answer(candidate.id, probe, predicted, permuted if tested else None))
    return answers


def _one_fold(
    question: Question,
    candidate: Candidate,
    fold: int,
    probes: Sequence[str],
    permutations: NDArray[np.int64] | None,
    job: Job | None,
) -> list[tuple[Indices, NDArray[np.int16] | None]]:
    """Predictions of each probe for one fold's test items, and under each permutation."""
    train, test = question.folds[fold]
    vectors, n_classes = candidate.vectors, len(question.classes)
    seen = features(vectors[train], vectors[test], candidate.n_dims, seed=question.seed)
    found: list[tuple[Indices, NDArray[np.int16] | None]] = []
    for probe in probes:
        predicted = predict(probe, seen, question.y[train], question.seed, n_classes)
        permuted = None
        if permutations is not None and probe in QUICK:
            permuted = np.zeros((len(permutations), len(test)), np.int16)
            for p, labels in enumerate(permutations):
                if job is not None:
                    job.check()
                permuted[p] = predict(probe, seen, labels[train], question.seed, n_classes)
        found.append((predicted, permuted))
    return found


class _Classifier(Protocol):
    """What the classifiers of scikit-learn have in common."""

    def fit(self, x: NDArray[np.float64], y: Indices) -> Any: ...

    def predict(self, x: NDArray[np.float64]) -> Any: ...


def _classifier(probe: str, seed: int) -> _Classifier:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier

    made: dict[str, _Classifier] = {
        "logistic": LogisticRegression(C=LOGISTIC_C, max_iter=1000, tol=1e-3),
        "tree": DecisionTreeClassifier(random_state=seed),
        "forest": RandomForestClassifier(N_TREES, random_state=seed, n_jobs=1),
    }
    return made[probe]
