"""How far a word can be relied on: does it put sounds that it never saw in the right order?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.one_core import one_core
from timbrespace.factors.splits import (
    Fold,
    Indices,
    bootstrap_weights,
    codes_of,
    group_folds,
    permute_by_group,
)
from timbrespace.surrogates.words.features import Block, fit_scaler
from timbrespace.surrogates.words.model import Kind, solve

Floats = NDArray[np.float64]

MOST_FOLDS = 5
N_PERMUTATIONS = 100
N_BOOTSTRAPS = 1000


@dataclass(frozen=True)
class Reliability:
    """Concordance of a word on sounds of groups that it was not fitted on.

    Args:
        concordance: How often, of two sounds that were rated differently, the one that was rated
            higher gets the higher value (Harrell et al. 1982; for yes and no it is the area under
            the ROC curve). 0.5 is chance.
        low: Lower end of its 95 % interval, by bootstrap over groups.
        high: Upper end.
        permuted: What labels that were permuted by group give, on average.
        p: Share of permutations that do as well.
        one_feature: What the single best feature gives, chosen in each training part.
        n_marks: Marks.
        n_groups: Groups they belong to.
        n_folds: Folds.
    """

    concordance: float
    low: float
    high: float
    permuted: float
    p: float
    one_feature: float
    n_marks: int
    n_groups: int
    n_folds: int

    def sentence(self) -> str:
        """What it comes to, in words."""
        share = f"{round(100 * self.concordance)} of 100"
        interval = f"{round(100 * self.low)} to {round(100 * self.high)}"
        said = f"Of two sounds it puts {share} in your order ({interval}; 50 by chance)"
        if self.p > 0.05:
            return f"{said}: no better than chance. Mark more, and more different, sounds."
        if self.low < 0.7:
            return f"{said}: better than chance, but loose. More marks would help."
        return f"{said}."


@dataclass(frozen=True)
class Part:
    """One fold, its features scaled as the training items are.

    Args:
        train: Items to learn from.
        test: Items to judge by.
        known: Features of those ``(n_train, F)``.
        asked: Features of these ``(n_test, F)``.
    """

    train: Indices
    test: Indices
    known: Floats
    asked: Floats

    @staticmethod
    def of(features: Floats, blocks: Sequence[Block], fold: Fold) -> Part:
        """That of one fold."""
        scaler = fit_scaler(features[fold[0]], blocks)
        return Part(*fold, *(scaler.apply(features[rows]) for rows in fold))


def cross_validate(
    kind: Kind,
    features: Floats,
    y: Floats,
    groups: Sequence[str],
    blocks: Sequence[Block],
    *,
    n_permutations: int = N_PERMUTATIONS,
    seed: int = 0,
) -> Reliability | None:
    """Concordance out of fold; None where there are too few groups to hold any out.

    Args:
        kind: Of the model.
        features: ``(N, F)``, raw.
        y: ``(N,)`` from 0 to 1.
        groups: ``(N,)``.
        blocks: What the columns are.
        n_permutations: Of the labels, by group.
        seed: For folds, bootstraps and permutations.
    """
    n_groups = len(set(groups))
    n_folds = min(MOST_FOLDS, n_groups)
    if n_folds < 2:
        return None
    # Ratings are spread evenly over the folds as high and low, whatever their steps.
    folds = group_folds(y > np.median(y) if kind == "ridge" else y > 0.5, groups, n_folds, seed)
    parts = [Part.of(features, blocks, fold) for fold in folds]
    predicted = out_of_fold(kind, y, parts)
    found = concordance(y, predicted)
    weights = bootstrap_weights(groups, N_BOOTSTRAPS, seed)[:, codes_of(groups)[1]]
    drawn = _concordances(y, predicted, weights.astype(np.float64))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    with one_core():
        chance = _permuted(kind, y, groups, parts, n_permutations, seed)
    p = (1 + int((chance >= found).sum())) / (1 + len(chance))
    alone = concordance(y, _one_feature(y, parts))
    mean = float(chance.mean()) if len(chance) else 0.5
    return Reliability(
        found, float(low), float(high), mean, p, alone, len(y), n_groups, n_folds
    )  # fmt: skip


def concordance(y: Floats, values: Floats) -> float:
    """Share of pairs with different ratings that are in the right order; ties count half.

    Example:
        >>> concordance(np.array([0.0, 0.5, 1.0]), np.array([0.1, 0.3, 0.2]))
        0.6666666666666666
    """
    return float(_concordances(y, values, np.ones((1, len(y))))[0])


def _concordances(y: Floats, values: Floats, weights: Floats) -> Floats:
    """Concordance under each row of weights ``(B, N)``; NaN where all ratings are the same."""
    above = (y[:, None] > y[None, :]).astype(np.float64)
    right = above * (0.5 + 0.5 * np.sign(values[:, None] - values[None, :]))
    pairs = np.einsum("bi,bi->b", weights @ above, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.einsum("bi,bi->b", weights @ right, weights) / pairs)


def out_of_fold(kind: Kind, y: Floats, parts: Sequence[Part]) -> Floats:
    """Scores ``(N,)``, each by a model that was fitted without its group."""
    scores = np.zeros(len(y))
    for part in parts:
        if len(np.unique(y[part.train])) > 1:
            weights, bias = solve(kind, part.known, y[part.train])
            scores[part.test] = part.asked @ weights + bias
        elif kind == "ridge":
            scores[part.test] = y[part.train].mean()
    return scores


def _one_feature(y: Floats, parts: Sequence[Part]) -> Floats:
    """What the best single feature of each training part says of its test part."""
    values = np.zeros(len(y))
    for part in parts:
        spread = part.known.std(axis=0) + 1e-12
        apart = y[part.train] - y[part.train].mean()
        pull = (part.known - part.known.mean(axis=0)).T @ apart / spread
        best = int(np.argmax(np.abs(pull)))
        values[part.test] = np.sign(pull[best]) * part.asked[:, best] / spread[best]
    return values


def _permuted(
    kind: Kind, y: Floats, groups: Sequence[str], parts: Sequence[Part], n: int, seed: int
) -> Floats:
    """Concordance with labels that have nothing to do with the sounds, ``(n,)``."""
    rng = np.random.default_rng([seed, 1])
    shuffled = [permute_by_group(y, groups, rng) for _ in range(n)]
    return np.array([concordance(p, out_of_fold(kind, p, parts)) for p in shuffled])
