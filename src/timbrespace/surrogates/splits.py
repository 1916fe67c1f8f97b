"""Points set aside to judge by: drawn anywhere, and a whole region that nobody learned from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats

#: Share of the points in the random test set, and in the region.
SHARE = 0.1


@dataclass(frozen=True)
class Split:
    """Rows to learn from and rows to judge by, with a sentence that says which."""

    name: str
    said: str
    train: NDArray[np.intp]
    test: NDArray[np.intp]


def random_split(n: int, seed: int = 0) -> Split:
    """A tenth of the points, drawn anywhere.

    Example:
        >>> split = random_split(50)
        >>> len(split.train), len(split.test), set(split.train) & set(split.test)
        (45, 5, set())
    """
    order = np.random.default_rng([seed, 31]).permutation(n)
    n_test = max(1, round(SHARE * n))
    return Split(
        "held-out latents", "A tenth of the points, drawn anywhere.",
        np.sort(order[n_test:]), np.sort(order[:n_test]),
    )  # fmt: skip


def region_split(x: Floats) -> Split:
    """The tenth of points ``(N, D)`` that lies furthest along their first principal component."""
    centred = x - x.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    axis = vectors[:, -1]
    # An eigenvector has no sign of its own; its largest entry is made positive.
    along = centred @ (axis * np.sign(axis[np.abs(axis).argmax()]))
    beyond = along >= np.quantile(along, 1 - SHARE)
    return Split(
        "held-out region",
        "The tenth of the points furthest along the latents' first principal component; nothing "
        "beyond that border was learned from.",
        np.flatnonzero(~beyond), np.flatnonzero(beyond),
    )  # fmt: skip
