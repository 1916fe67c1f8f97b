"""Learned names of dims: the word that each moves most, if it is more than noise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.explain.importance import Importance

#: From this share of points on at which a dim raises its word, it is said to raise it.
MOSTLY = 0.8
#: A word has to hang on a dim by this much of its variance before the dim is named after it:
#: with thousands of points, next to nothing is beyond noise, too.
LEAST_DROP = 0.05
#: Half of the step by which slopes are looked at, in deviations of the dim.
STEP = 0.25


@dataclass(frozen=True)
class DimName:
    """What a dim does, in a word.

    Args:
        dim: Its name.
        word: That it moves most; empty where nothing is beyond noise.
        drop: Loss of that word's R2 by permuting the dim.
        low: Lower end of its 95 % interval.
        high: Upper end.
        rises: Share of the points at which the word rises with the dim: 1 always, 0 never.
        called: What a person reads for the word; default: the word.
    """

    dim: str
    word: str
    drop: float
    low: float
    high: float
    rises: float
    called: str = ""

    def title(self) -> str:
        """For a slider: the word's title, with a sign where it always goes one way.

        Example:
            >>> DimName("z3", "flatness_db", 0.5, 0.4, 0.6, 0.02, "Flatness").title()
            'Flatness −'
            >>> DimName("z9", "", 0.0, 0.0, 0.0, 0.5).title()
            ''
        """
        if not self.word:
            return ""
        sign = " +" if self.rises >= MOSTLY else " −" if self.rises <= 1 - MOSTLY else " ±"
        return (self.called or self.word) + sign


def name_dims(
    found: Importance, rises: Floats, titles: Mapping[str, str] | None = None
) -> tuple[DimName, ...]:
    """Name each dim after the word that it moves most.

    Args:
        found: Importance of dims for words.
        rises: Share of points at which a word rises with a dim ``(K, D)``, as
            :func:`rising` finds it.
        titles: What a person reads, by word; default: the words themselves.
    """
    read = titles or {}
    beyond = found.beyond() & (found.drop >= LEAST_DROP)
    names = []
    for j, dim in enumerate(found.dims):
        k = int(np.argmax(np.where(beyond[:, j], found.drop[:, j], found.drop[:, j] - 1e6)))
        word = found.words[k] if beyond[k, j] else ""
        names.append(
            DimName(
                dim, word, float(found.drop[k, j]), float(found.low[k, j]),
                float(found.high[k, j]), float(rises[k, j]),
                read.get(word, ""),
            )
        )  # fmt: skip
    return tuple(names)


def rising(predict: Callable[[Floats], Floats], latents: Floats) -> Floats:
    """Share of latents ``(N, D)`` at which each word rises with each dim, ``(K, D)``.

    Example:
        >>> z = np.random.default_rng(0).standard_normal((100, 2))
        >>> rising(lambda z: np.stack([z[:, 0], -z[:, 1]], axis=1), z).tolist()
        [[1.0, 0.5], [0.5, 0.0]]
    """
    columns = []
    for j, step in enumerate(STEP * latents.std(axis=0)):
        move = np.zeros(latents.shape[1])
        move[j] = step
        change = predict(latents + move) - predict(latents - move)
        columns.append(((change > 0) + 0.5 * (change == 0)).mean(axis=0))
    return np.stack(columns, axis=1)
