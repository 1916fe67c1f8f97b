"""Random pairs of items of different labels, each with another of its own label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from timbrespace.errors import TimbrespaceError


class Pair(NamedTuple):
    """Indices of the items of a trial; the labels of the first two differ."""

    a: int
    b: int
    like_a: int
    like_b: int


def random_pairs(
    labels: Sequence[object], groups: Sequence[object], n: int, seed: int = 0
) -> list[Pair]:
    """Pairs drawn at random: first two labels, then an item of each, then another of each.

    The other item of a label comes from another group, so that a listener can't go by what was
    recorded together. Every two labels are as likely, however many items they have.

    Args:
        labels: Of each item; items without one (None, NaN, empty) are passed over.
        groups: What belongs together.
        n: How many pairs; no two are the same.
        seed: The same seed gives the same pairs.

    Raises:
        TimbrespaceError: Fewer than two labels have items of two groups, or there are fewer
            pairs than that.

    Example:
        >>> labels = list("aaabbb")
        >>> [sorted({labels[p.a], labels[p.b]}) for p in random_pairs(labels, range(6), 2)]
        [['a', 'b'], ['a', 'b']]
    """
    by_label: dict[str, list[int]] = {}
    for i, label in enumerate(labels):
        if label is not None and label == label and str(label):
            by_label.setdefault(str(label), []).append(i)
    held = [str(group) for group in groups]
    fit = {name: own for name, own in sorted(by_label.items()) if len({held[i] for i in own}) > 1}
    if len(fit) < 2:
        raise TimbrespaceError(
            f"Expected two or more labels with items of two groups each, found {len(fit)}.",
            "Name another label (--label), or hear more items.",
        )
    rng, found = np.random.default_rng(seed), dict[Pair, None]()
    for _ in range(100 * n):
        found.setdefault(_drawn(fit, held, rng))
        if len(found) == n:
            return list(found)
    raise TimbrespaceError(
        f"There are no {n} different pairs; {len(found)} were found.", "Ask for fewer."
    )


def _drawn(fit: dict[str, list[int]], held: list[str], rng: np.random.Generator) -> Pair:
    names = rng.choice(list(fit), 2, replace=False)
    a, b = (int(rng.choice(fit[name])) for name in names)
    others = [
        int(rng.choice([i for i in fit[name] if held[i] != held[own]]))
        for name, own in zip(names, (a, b), strict=True)
    ]
    return Pair(a, b, *others)
