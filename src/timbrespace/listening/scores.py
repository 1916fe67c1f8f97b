"""What conditions are worth to listeners: means and medians, with intervals over listeners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.splits import bootstrap_weights
from timbrespace.listening.answers import Answer
from timbrespace.listening.design import Role

N_DRAWS = 4_000
LEVEL = 0.95

Floats = NDArray[np.float64]
Interval = tuple[float, float] | None


@dataclass(frozen=True)
class Score:
    """The ratings of one condition.

    Args:
        condition: Its name.
        role: What it was there for.
        mean: Of what listeners gave it in the mean of their trials.
        mean_interval: Of it, over listeners; None for a single one.
        median: Of all ratings.
        median_interval: Of it, over listeners.
        n_ratings: How many there are.
        by_listener: What each gave it in the mean of their trials, by name.
    """

    condition: str
    role: Role
    mean: float
    mean_interval: Interval
    median: float
    median_interval: Interval
    n_ratings: int
    by_listener: dict[str, float]


def scores(answers: Sequence[Answer], *, seed: int = 0, n: int = N_DRAWS) -> list[Score]:
    """Every condition, the best first.

    Intervals hold 95 % of ``n`` bootstraps that draw whole listeners (Efron 1979): ratings of
    one person are not independent of each other.

    Example:
        >>> answers = [
        ...     Answer("", who, "a", what, "condition", rating)
        ...     for who, ratings in {"ann": (80, 20), "bob": (60, 30)}.items()
        ...     for what, rating in zip(("ours", "dry"), ratings)
        ... ]
        >>> [(each.condition, each.mean, each.mean_interval) for each in scores(answers)]
        [('ours', 70.0, (60.0, 80.0)), ('dry', 25.0, (20.0, 30.0))]
    """
    listeners = sorted({answer.listener for answer in answers})
    # The same draws for all conditions: what is above another in a draw is so for the same people.
    weights = bootstrap_weights(listeners, n, seed)
    conditions = dict.fromkeys(answer.condition for answer in answers)
    found = [_score(answers, condition, listeners, weights) for condition in conditions]
    return sorted(found, key=lambda each: -each.mean)


def _score(
    answers: Sequence[Answer],
    condition: str,
    listeners: Sequence[str],
    weights: NDArray[np.int64],
) -> Score:
    own = [answer for answer in answers if answer.condition == condition]
    ratings = [
        np.array([answer.rating for answer in own if answer.listener == listener])
        for listener in listeners
    ]
    there = np.array([len(each) > 0 for each in ratings])
    means = np.array([each.mean() if len(each) else 0.0 for each in ratings])
    drawn = weights * there
    some = drawn[drawn.sum(axis=1) > 0]
    values = np.concatenate(ratings)
    repeats = np.repeat(np.arange(len(ratings)), [len(each) for each in ratings])
    many = bool(there.sum() > 1)
    return Score(
        condition=condition,
        role=own[0].role,
        mean=float(means[there].mean()),
        mean_interval=_ends(some @ means / some.sum(axis=1)) if many else None,
        median=float(np.median(values)),
        median_interval=_ends(_medians(values, some[:, repeats])) if many else None,
        n_ratings=len(values),
        by_listener={who: float(mean) for who, mean, is_there
                     in zip(listeners, means, there, strict=True) if is_there},
    )  # fmt: skip


def _medians(values: Floats, weights: NDArray[np.int64]) -> Floats:
    """The median of values ``(n,)``, each there as often as a row of weights ``(B, n)`` says."""
    order = np.argsort(values, kind="stable")
    values, heaps = values[order], weights[:, order].cumsum(axis=1)
    half = heaps[:, -1:] / 2
    lower = values[(heaps >= half).argmax(axis=1)]
    upper = values[(heaps > half).argmax(axis=1)]
    return np.asarray((lower + upper) / 2)


def _ends(draws: Floats) -> tuple[float, float]:
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
