"""Which sounds would teach a word most: those whose mark would settle the most others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.words.features import Scaler
from timbrespace.surrogates.words.model import LOGISTIC_C, RIDGE, WordModel, logistic

Floats = NDArray[np.float64]

#: Above so many sounds, those that are to be settled are a sample.
MOST_OTHERS = 2000
#: A mark is a decision, not a coin that was tossed once: it counts as so many tosses. Otherwise
#: a sound would be worth nearly as much again once its like was marked.
DECISIVE = 8.0


class Lesson(NamedTuple):
    """A sound that is worth a mark.

    Args:
        row: Which of the sounds.
        value: What the word says of it so far, 0 to 1; 0.5 where it was never fitted.
        spread: How unsure it is, one standard deviation of the score.
        gain: Share of the uncertainty over all sounds that a mark of it would take away.
    """

    row: int
    value: float
    spread: float
    gain: float


def suggest(
    model: WordModel | None,
    scaler: Scaler,
    marked: Floats,
    sounds: Floats,
    n: int = 8,
    *,
    seed: int = 0,
) -> list[Lesson]:
    """The unmarked sounds that would teach a word most, best first.

    Each is chosen as the one that would lower the mean variance of the word over all sounds
    most, given those chosen before it: so it is unsure, stands for many others, and is unlike
    its predecessors (integrated variance, Cohn, Ghahramani & Jordan 1996, in the Laplace
    approximation of the logistic model).

    Args:
        model: Of the word; None where it was not fitted yet: then coverage alone decides.
        scaler: The model's, or one of all sounds.
        marked: Features of the marked sounds ``(N, F)``.
        sounds: Features of the unmarked ones ``(M, F)``.
        n: How many.
        seed: Draws the sounds that are to be settled, where there are many.

    Returns:
        At most ``n``, fewer where there are fewer sounds.
    """
    rows, held = _with_bias(scaler.apply(sounds)), _with_bias(scaler.apply(marked))
    covariance = _posterior(held, _information(model, marked))
    information = _information(model, sounds)
    rng = np.random.default_rng(seed)
    others = rows[rng.permutation(len(rows))[:MOST_OTHERS]]
    values = model.values(sounds) if model else np.full(len(rows), 0.5)
    free = np.ones(len(rows), bool)
    lessons: list[Lesson] = []
    spread = np.sqrt(np.einsum("nf,fg,ng->n", rows, covariance, rows))
    whole = float(np.einsum("nf,fg,ng->n", others, covariance, others).mean())
    for _ in range(min(n, len(rows))):
        towards = rows @ covariance
        settled = ((towards @ others.T) ** 2).mean(axis=1)
        gains = settled / (1 / information + np.einsum("nf,nf->n", towards, rows))
        best = int(np.argmax(np.where(free, gains, -np.inf)))
        free[best] = False
        gain = float(gains[best]) / max(whole, 1e-12)
        lessons.append(Lesson(best, float(values[best]), float(spread[best]), gain))
        step = towards[best]
        covariance = covariance - np.outer(step, step) / (
            1 / information[best] + float(step @ rows[best])
        )
    return lessons


def _with_bias(rows: Floats) -> Floats:
    return np.column_stack([rows, np.ones(len(rows))])


def _posterior(rows: Floats, information: Floats) -> Floats:
    """Covariance of the weights after what was marked ``(F + 1, F + 1)``."""
    n = rows.shape[1]
    precision = np.eye(n) / LOGISTIC_C + (rows * information[:, None]).T @ rows
    return np.asarray(np.linalg.inv(precision))


def _information(model: WordModel | None, features: Floats) -> Floats:
    """What one mark of each sound says of its score: p (1 - p), or that of a rating."""
    if model is None:
        return np.full(len(features), DECISIVE / 4)
    if model.kind == "ridge":
        return np.full(len(features), DECISIVE / RIDGE)
    p = logistic(model.scores(features))
    return DECISIVE * np.maximum(p * (1 - p), 1e-3)
