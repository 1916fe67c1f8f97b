"""The model of a word: linear in scaled features, so that it can be read and shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.words.features import Block, Scaler, fit_scaler

Floats = NDArray[np.float64]
Kind = Literal["logistic", "ridge"]

#: Inverse strength of the logistic penalty, and strength of the ridge; fixed, not tuned: with a
#: few dozen marks there is nothing to tune on.
LOGISTIC_C = 0.5
RIDGE = 2.0
NEWTON_STEPS = 50
#: A step changes no log-odds by more than this.
NEWTON_REACH = 4.0
#: Deviation of the log-odds of the marked sounds that is left by softening: within one deviation
#: either way values go from 0.2 to 0.8.
USUAL_SPREAD = 1.4
#: Where what was marked ends, in deviations from its middle: further out a word guesses.
FAMILIAR = 3.0


@dataclass(frozen=True)
class WordModel:
    """How much of a word a sound has, from 0 (no) to 1 (yes).

    Args:
        kind: ``"logistic"`` for yes and no, ``"ridge"`` for ratings.
        blocks: What it is read from.
        scaler: Fitted on the marked sounds.
        weights: Of the scaled features ``(F,)``.
        bias: Added.
        softness: What log-odds are divided by before they become a value; 1 gives probabilities.
            Those of a word that is learned well are nearly all 0 or 1, and a slider of them would
            do everything within a hair's breadth.
    """

    kind: Kind
    blocks: tuple[Block, ...]
    scaler: Scaler
    weights: Floats
    bias: float
    softness: float = 1.0

    @property
    def dims(self) -> tuple[str, ...]:
        """The names of all features, in order."""
        return tuple(name for block in self.blocks for name in block.dims)

    def scores(self, features: Floats) -> Floats:
        """The linear part ``(N,)`` for features ``(N, F)``: log-odds, or the value itself."""
        return np.asarray(self.scaler.apply(features) @ self.weights + self.bias)

    def values(self, features: Floats) -> Floats:
        """From 0 (no) to 1 (yes) ``(N,)``; ratings may lie a little outside."""
        return self.linked(self.scores(features))

    def linked(self, scores: Floats) -> Floats:
        """Values of scores."""
        return scores if self.kind == "ridge" else logistic(scores / self.softness)

    def unlinked(self, values: Floats) -> Floats:
        """Scores of values; those of 0 and 1 are large, not infinite."""
        if self.kind == "ridge":
            return values
        inside = np.clip(values, 0.01, 0.99)
        return np.asarray(self.softness * np.log(inside / (1 - inside)))

    def slopes(self, features: Floats) -> Floats:
        """How fast the score rises with each raw feature ``(N, F)``."""
        return self.scaler.slopes(features) * self.weights

    def familiar(self, features: Floats) -> NDArray[np.bool_]:
        """Whether sounds are like those that were marked, in every feature ``(N,)``."""
        scaled = self.scaler.apply(features) / self.scaler.weight
        return np.asarray((np.abs(scaled) <= FAMILIAR).all(axis=1))

    def leading(self, n: int = 3) -> list[tuple[str, float]]:
        """The features that move it most, with the change of score by one deviation."""
        moved = self.weights * self.scaler.weight
        order = np.argsort(-np.abs(moved), kind="stable")[:n]
        return [(self.dims[i], float(moved[i])) for i in order]


def fit_model(kind: Kind, features: Floats, y: Floats, blocks: Sequence[Block]) -> WordModel:
    """A model of a word.

    Args:
        kind: ``"logistic"`` (``y`` has only 0 and 1, and both) or ``"ridge"``.
        features: ``(N, F)``, raw; NaN where something is undefined.
        y: ``(N,)`` from 0 to 1.
        blocks: What the columns are.
    """
    scaler = fit_scaler(features, blocks)
    rows = scaler.apply(features)
    weights, bias = solve(kind, rows, y)
    softness = max(1.0, float((rows @ weights).std()) / USUAL_SPREAD)
    return WordModel(kind, tuple(blocks), scaler, weights, bias, softness)


def solve(kind: Kind, rows: Floats, y: Floats) -> tuple[Floats, float]:
    """Weights ``(F,)`` and bias of a model on scaled features ``(N, F)``."""
    return (_logistic if kind == "logistic" else _ridge)(rows, y)


def logistic(scores: Floats) -> Floats:
    """Probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -40, 40))))


def _logistic(rows: Floats, y: Floats) -> tuple[Floats, float]:
    """Newton steps on the penalised likelihood; a hundredth of what a general solver takes."""
    yes = y > 0.5
    # Balanced: how many examples of each somebody happened to mark says nothing of the word.
    share = np.where(yes, 0.5 / max(yes.mean(), 1e-12), 0.5 / max(1 - yes.mean(), 1e-12))
    # Where there are more features than marks, all that counts lies in as many directions.
    basis = np.linalg.svd(rows, full_matrices=False)[2] if rows.shape[1] > len(y) else None
    inputs = rows if basis is None else rows @ basis.T
    inputs = np.column_stack([inputs, np.ones(len(y))])
    # The bias is not held back.
    penalty = np.append(np.full(inputs.shape[1] - 1, 1 / LOGISTIC_C), 1e-6)
    found = np.zeros(inputs.shape[1])
    for _ in range(NEWTON_STEPS):
        p = logistic(inputs @ found)
        gradient = inputs.T @ (share * (p - yes)) + penalty * found
        curved = (inputs * (share * p * (1 - p))[:, None]).T @ inputs
        step = np.linalg.solve(curved + np.diag(penalty), gradient)
        # Far from the solution a whole step may overshoot.
        found -= step * min(1.0, NEWTON_REACH / max(float(np.abs(inputs @ step).max()), 1e-12))
        if np.abs(step).max() < 1e-9:
            break
    weights = found[:-1] if basis is None else found[:-1] @ basis
    return np.asarray(weights), float(found[-1])


def _ridge(rows: Floats, y: Floats) -> tuple[Floats, float]:
    """In the dual, which stays small where there are more features than marks."""
    middle, mean = rows.mean(axis=0), float(y.mean())
    centred = rows - middle
    kernel = centred @ centred.T + RIDGE * np.eye(len(y))
    weights = centred.T @ np.linalg.solve(kernel, y - mean)
    return weights, mean - float(middle @ weights)
