"""Ways from wanted words to latents: the surrogate's two, and those that they must beat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats, Points
from timbrespace.surrogates.runtime import LearnedSurrogate

#: The surrogate's own two come first.
METHODS = ("gradient", "feed-forward", "kNN lookup", "linear", "random latent")


@dataclass(frozen=True)
class Asked:
    """Requests to a surrogate, each for some words.

    Args:
        words: Indices of the words that are wanted ``(W,)``.
        wanted: ``(R, W)`` in their units.
        near: Where the player stands ``(R, D)``.
    """

    words: NDArray[np.intp]
    wanted: Floats
    near: Floats


@dataclass(frozen=True)
class Answers:
    """Latents for requests.

    Args:
        latents: ``(R, D)``.
        rows: Which of the points they are ``(R,)``; None where they are new.
    """

    latents: Floats
    rows: NDArray[np.intp] | None = None


class Inverses:
    """All ways, learned from the same points.

    Args:
        surrogate: That is measured.
        points: To look up in, and to fit the linear way on.
        rows: Those of the points that may be used.
        seed: Of the random way.
    """

    def __init__(
        self, surrogate: LearnedSurrogate, points: Points, rows: NDArray[np.intp], seed: int = 0
    ) -> None:
        self._surrogate, self._rows = surrogate, rows
        self._x = surrogate.latent_scaling.standard(points.latents[rows].astype(np.float64))
        self._y = surrogate.word_scaling.standard(points.values[rows])
        self._rng = np.random.default_rng([seed, 51])
        self._ways: dict[str, Callable[[Asked], Answers]] = {
            "gradient": self._gradient,
            "feed-forward": self._feed_forward,
            "kNN lookup": self._lookup,
            "linear": self._linear,
            "random latent": self._random,
        }

    def answer(self, method: str, asked: Asked) -> Answers:
        """Latents for requests, by one of :data:`METHODS`."""
        return self._ways[method](asked)

    def _gradient(self, asked: Asked) -> Answers:
        names = [self._surrogate.names[k] for k in asked.words]
        found = [
            self._surrogate.invert(dict(zip(names, wanted.tolist(), strict=True)), near)
            for wanted, near in zip(asked.wanted, asked.near, strict=True)
        ]
        return Answers(np.stack([each.latent for each in found]))

    def _feed_forward(self, asked: Asked) -> Answers:
        names = [self._surrogate.names[k] for k in asked.words]
        return Answers(
            np.stack(
                [
                    self._surrogate.guess(dict(zip(names, wanted.tolist(), strict=True)), near)
                    for wanted, near in zip(asked.wanted, asked.near, strict=True)
                ]
            )
        )

    def _lookup(self, asked: Asked) -> Answers:
        """The measured point whose words are nearest; of equals, the one nearest to the player."""
        wanted, near = self._standard(asked)
        known = self._y[:, asked.words]
        nearest = []
        for want, here in zip(wanted, near, strict=True):
            missed = np.nansum((known - want) ** 2, axis=1)
            missed[np.isnan(known).any(axis=1)] = np.inf
            away = ((self._x - here) ** 2).sum(axis=1)
            nearest.append(int(np.argmin(missed + 1e-3 * away)))
        return self._measured_before(np.array(nearest))

    def _linear(self, asked: Asked) -> Answers:
        """The shortest step from the player that a linear model says will do."""
        wanted, near = self._standard(asked)
        known = np.isfinite(self._y[:, asked.words]).all(axis=1)
        design = np.c_[self._x[known], np.ones(known.sum())]
        slopes = np.linalg.lstsq(design, self._y[known][:, asked.words], rcond=None)[0]
        missing = wanted - np.c_[near, np.ones(len(near))] @ slopes
        steps = missing @ np.linalg.pinv(slopes[:-1])
        return Answers(self._surrogate.latent_scaling.units(near + steps))

    def _random(self, asked: Asked) -> Answers:
        return self._measured_before(self._rng.integers(len(self._x), size=len(asked.near)))

    def _measured_before(self, which: NDArray[np.intp]) -> Answers:
        return Answers(self._surrogate.latent_scaling.units(self._x[which]), self._rows[which])

    def _standard(self, asked: Asked) -> tuple[Floats, Floats]:
        full = np.zeros((len(asked.wanted), len(self._surrogate.words)))
        full[:, asked.words] = asked.wanted
        wanted = self._surrogate.word_scaling.standard(full)[:, asked.words]
        return wanted, self._surrogate.latent_scaling.standard(asked.near)
