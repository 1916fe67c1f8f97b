"""What a learned space has to beat: chance, the log-mel spectrum, and its components."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timbrespace.factors.probing.question import Candidate, Question, Vectors
from timbrespace.factors.probing.scores import Tally
from timbrespace.factors.splits import Indices


def majority(question: Question) -> Indices:
    """What the most frequent class of each training part predicts, ``(N,)``."""
    predicted = np.zeros(len(question.y), np.int64)
    for train, test in question.folds:
        predicted[test] = np.bincount(question.y[train]).argmax()
    return predicted


def chance(question: Question) -> dict[str, dict[str, float]]:
    """Accuracy and balanced accuracy of always the most frequent class, and of a fair die."""
    frequent = Tally(question.y, majority(question), question.groups)
    even = 1 / len(question.classes)
    return {
        "majority": {"accuracy": frequent.accuracy(), "balanced": frequent.balanced()},
        "uniform": {"accuracy": even, "balanced": even},
    }


def log_mel(space_id: str, vectors: Vectors, learned: Sequence[Candidate]) -> list[Candidate]:
    """The baselines that stand beside learned spaces.

    Args:
        space_id: The log-mel space's id.
        vectors: Log-mel of each item ``(N, D)``.
        learned: Each finds a PCA of log-mel of its own number of dims among the baselines.

    Returns:
        Log-mel as it is, scaled, then its principal components, one for each size.
    """
    raw = Candidate(space_id, "log-mel", vectors, None, "baseline")
    sizes = {min(candidate.dims_seen, vectors.shape[1]) for candidate in learned}
    return [raw, *(_components(raw, size) for size in sorted(sizes, reverse=True))]


def _components(raw: Candidate, n_dims: int) -> Candidate:
    return Candidate(
        f"{raw.id}+pca{n_dims}", f"log-mel PCA-{n_dims}", raw.vectors, n_dims, "baseline"
    )


def beside(learned: Candidate, baselines: Sequence[Candidate]) -> list[Candidate]:
    """The baselines that one learned space is compared with: as it is, and of its size.

    Where log-mel has fewer dims than the space, all of log-mel's components stand in.
    """
    return [
        each
        for each in baselines
        if each.n_dims in (None, min(learned.dims_seen, each.vectors.shape[1]))
    ]
