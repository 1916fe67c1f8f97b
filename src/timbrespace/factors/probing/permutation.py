"""The permutation test: how well would a probe do if labels had nothing to do with sounds?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing.probes import Answer
from timbrespace.factors.probing.question import Question
from timbrespace.factors.probing.scores import Tally
from timbrespace.factors.splits import permute_by_group

#: Enough to tell 1 in 200 from chance; p cannot fall under 1 / (PERMUTATIONS + 1).
PERMUTATIONS = 200


def permuted_labels(
    question: Question, n: int = PERMUTATIONS, seed: int | None = None
) -> NDArray[np.int64]:
    """``n`` permutations by group of a question's classes, ``(n, N)``; all spaces share them."""
    rng = np.random.default_rng(question.seed if seed is None else seed)
    rows = [permute_by_group(question.y, question.groups, rng) for _ in range(n)]
    return np.stack(rows) if rows else np.zeros((0, len(question.y)), np.int64)


def permuted_scores(
    question: Question, answer: Answer, labels: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Balanced accuracy under each permutation ``(P,)``: what chance gives, measured."""
    if answer.permuted is None:
        return np.zeros(0)
    pairs = zip(labels, answer.permuted.astype(np.int64), strict=True)
    return np.array([Tally(y, predicted, question.groups).balanced() for y, predicted in pairs])


def p_value(observed: float, under_chance: NDArray[np.float64]) -> float | None:
    """Share of permutations at least as good, counting the observed one among them.

    Returns:
        None where there were no permutations.

    Source: Phipson and Smyth (2010), "Permutation p-values should never be zero".

    Example:
        >>> p_value(0.9, np.array([0.1, 0.2, 0.1]))
        0.25
    """
    if not len(under_chance):
        return None
    return float((1 + (under_chance >= observed).sum()) / (1 + len(under_chance)))
