"""Edits that need no flow: vector arithmetic, discriminants, transport, chance.

Each has to be fitted on training rows; none sees the sounds that it is tested on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.methods import Floats, LabelledRows, Method, Move

#: Shrinkage of the within-class covariance towards its diagonal mean: few rows, many dims.
SHRINKAGE = 0.1
#: Rows of a class that transport looks at; more would only take longer.
MOST_ROWS = 400


@dataclass(frozen=True)
class MeanDifference:
    """Add the difference of the two classes' means."""

    rows: LabelledRows
    name: str = "mean difference"

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """Every patch moves by the same vector."""
        return np.asarray(z + _difference(self.rows, move), np.float32)


@dataclass(frozen=True)
class LdaDirection:
    """Move along the linear discriminant of the two classes (Fisher 1936), mean to mean.

    Of all vectors that bring the discriminant from one class's mean to the other's this is
    the shortest, so that it disturbs the rest least.
    """

    rows: LabelledRows
    name: str = "LDA direction"
    _within: dict[str, NDArray[np.float64]] = field(default_factory=dict, repr=False)

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """Every patch moves by the same vector."""
        difference = _difference(self.rows, move).astype(float)
        if move.factor not in self._within:
            self._within[move.factor] = _within_covariance(self.rows, move.factor)
        w = np.linalg.solve(self._within[move.factor], difference)
        step = w * (w @ difference) / max(float(w @ w), 1e-30)
        return np.asarray(z + step, np.float32)


@dataclass(frozen=True)
class Transport:
    """Optimal transport of one class's rows to the other's, by POT's exact solver.

    A patch that was not there when the plan was made moves as its nearest training row does
    (Ferradans et al. 2014).
    """

    rows: LabelledRows
    seed: int = 0
    name: str = "optimal transport"
    _maps: dict[tuple[str, int, int], tuple[Floats, Floats]] = field(
        default_factory=dict, repr=False
    )

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """Each patch moves by the vector of its nearest neighbour in the source class."""
        key = (move.factor, move.source, move.target)
        if key not in self._maps:
            self._maps[key] = self._plan(move)
        source, vectors = self._maps[key]
        squares = (z**2).sum(1)[:, None] - 2 * z @ source.T + (source**2).sum(1)
        return np.asarray(z + vectors[squares.argmin(axis=1)], np.float32)

    def _plan(self, move: Move) -> tuple[Floats, Floats]:
        import ot

        source = self._some(self.rows.of_class(move.factor, move.source))
        target = self._some(self.rows.of_class(move.factor, move.target))
        plan: NDArray[Any] = ot.emd([], [], ot.dist(source.astype(float), target.astype(float)))
        arrived = (plan @ target) / plan.sum(axis=1, keepdims=True)
        return source, (arrived - source).astype(np.float32)

    def _some(self, rows: Floats) -> Floats:
        if len(rows) <= MOST_ROWS:
            return rows
        chosen = np.random.default_rng(self.seed).choice(len(rows), MOST_ROWS, replace=False)
        return rows[np.sort(chosen)]


@dataclass(frozen=True)
class SameLength:
    """Another method's direction, as far as ``like`` goes: is the length all there is to it?"""

    direction: Method
    like: Method

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.direction.name}, as far as {self.like.name}"

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """Each patch goes along one method's vector for the other's length."""
        vectors = self.direction(z, donor, move) - z
        lengths = np.linalg.norm(self.like(z, donor, move) - z, axis=1, keepdims=True)
        own = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return np.asarray(z + vectors * (lengths / own), np.float32)


@dataclass(frozen=True)
class RandomDirection:
    """As far as another method goes, but anywhere: what mere distance from home does."""

    like: Method
    name: str = "random direction"

    def __call__(self, z: Floats, donor: Floats, move: Move) -> Floats:
        """One direction for all patches; each goes as far as ``like`` would take it."""
        direction = np.random.default_rng([move.seed, 7]).standard_normal(z.shape[1])
        direction /= max(float(np.linalg.norm(direction)), 1e-12)
        lengths = np.linalg.norm(self.like(z, donor, move) - z, axis=1, keepdims=True)
        return np.asarray(z + lengths * direction, np.float32)


def _difference(rows: LabelledRows, move: Move) -> Floats:
    target = rows.of_class(move.factor, move.target)
    source = rows.of_class(move.factor, move.source)
    if not len(target) or not len(source):
        raise TimbrespaceError(
            f"No training sound has class {move.target if len(source) else move.source} of "
            f"'{move.factor}'.",
            "Edit between classes that the training part has.",
        )
    return np.asarray(target.mean(axis=0) - source.mean(axis=0), np.float32)


def _within_covariance(rows: LabelledRows, factor: str) -> NDArray[np.float64]:
    """Covariance about the class means ``(K, K)``, shrunk (Ledoit & Wolf 2004, fixed weight)."""
    codes = rows.labels[factor]
    z, codes = rows.z[codes >= 0].astype(float), codes[codes >= 0]
    means = np.stack([z[codes == c].mean(axis=0) for c in np.unique(codes)])
    away = z - means[np.searchsorted(np.unique(codes), codes)]
    covariance = away.T @ away / max(len(away) - len(means), 1)
    level = max(float(np.trace(covariance)) / len(covariance), 1e-12)
    level_of_all = SHRINKAGE * level * np.eye(len(covariance))
    return np.asarray((1 - SHRINKAGE) * covariance + level_of_all)
