"""Learned names of dims: the word that each moves most, if it is more than noise.

Where several dims move the same word the same way, the one that moves it most is called after it,
and the others by the word that they move next, too; where that does not part them, by a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

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
        also: What it moves next, as a person reads it, where that parts it from other dims.
        number: Where nothing else does, 2 and up; else 0.
    """

    dim: str
    word: str
    drop: float
    low: float
    high: float
    rises: float
    called: str = ""
    also: str = ""
    number: int = 0

    def title(self) -> str:
        """For a slider: the word's title, with a sign where it always goes one way.

        Example:
            >>> DimName("z3", "flatness_db", 0.5, 0.4, 0.6, 0.02, "Flatness").title()
            'Flatness −'
            >>> DimName("z4", "depth", 0.1, 0.1, 0.2, 1.0, "Depth", "Warmth −", 2).title()
            'Depth 2 +, Warmth −'
            >>> DimName("z9", "", 0.0, 0.0, 0.0, 0.5).title()
            ''
        """
        if not self.word:
            return ""
        word = self.called or self.word
        said = _signed(f"{word} {self.number}" if self.number else word, self.rises)
        return f"{said}, {self.also}" if self.also else said


def name_dims(
    found: Importance, rises: Floats, titles: Mapping[str, str] | None = None
) -> tuple[DimName, ...]:
    """Name each dim after the word that it moves most; no two alike.

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
    return _apart(names, [_second(found, beyond, rises, j, read) for j in range(len(names))])


def _signed(word: str, rises: float) -> str:
    return word + (" +" if rises >= MOSTLY else " −" if rises <= 1 - MOSTLY else " ±")


def _second(
    found: Importance, beyond: NDArray[np.bool_], rises: Floats, j: int, titles: Mapping[str, str]
) -> str:
    """The word that a dim moves next, with its sign; empty where there is none beyond noise."""
    order = [k for k in np.argsort(-found.drop[:, j], kind="stable") if beyond[k, j]]
    if len(order) < 2:
        return ""
    word = found.words[order[1]]
    return _signed(titles.get(word, word), float(rises[order[1], j]))


def _apart(names: Sequence[DimName], seconds: Sequence[str]) -> tuple[DimName, ...]:
    """The names, told apart where several are the same: those that move the word most, least."""
    made = list(names)
    for alike in _alike(made):
        for j in alike[1:]:
            made[j] = replace(made[j], also=seconds[j])
    for alike in _alike(made):
        for number, j in enumerate(alike[1:], start=2):
            made[j] = replace(made[j], number=number)
    return tuple(made)


def _alike(names: Sequence[DimName]) -> list[list[int]]:
    """Dims whose titles are the same, each group by how much they move their word."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for j in sorted(range(len(names)), key=lambda j: -names[j].drop):
        if names[j].word:
            groups[names[j].title()].append(j)
    return list(groups.values())


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
