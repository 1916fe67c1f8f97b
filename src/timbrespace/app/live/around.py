"""What the place where the player stands looks like: a word over two dims, and what dims do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.app.answers import NotFound
from timbrespace.app.tables import number
from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Surrogate

#: Places in a row of a heat map: enough for a picture that is enlarged smoothly.
N = 32
#: Where a dim has no range of its own.
RANGE = (-3.0, 3.0)

Floats = NDArray[np.float64]


def heat(surrogate: Surrogate, latent: Sequence[float], word: str, x: int, y: int) -> Any:
    """What a word is over two dims, all others as they are, row by row from the lowest ``y``.

    Raises:
        NotFound: There is no such word or dim.
    """
    known = {each.name: k for k, each in enumerate(surrogate.words)}
    if word not in known:
        raise NotFound(f"This voice has no word {word[:40]!r}.", "Choose one that it has.")
    x_range, y_range = (_range(surrogate.dims, dim) for dim in (x, y))
    grid = np.tile(np.asarray(latent, np.float64), (N * N, 1))
    ys, xs = np.meshgrid(np.linspace(*y_range, N), np.linspace(*x_range, N), indexing="ij")
    grid[:, x], grid[:, y] = xs.ravel(), ys.ravel()
    values = surrogate.predict(grid)[0][:, known[word]]
    facts = surrogate.words[known[word]]
    return {
        "word": word, "x": x, "y": y, "n": N, "x_range": x_range, "y_range": y_range,
        "values": [number(value) for value in values], "low": facts.low, "high": facts.high,
    }  # fmt: skip


def arrows(surrogate: Surrogate, latent: Sequence[float]) -> dict[str, Any]:
    """What one unit of each dim does to each word here, and how sure that is."""
    change, spread = surrogate.jacobian(np.asarray(latent, np.float64))
    return {
        "words": list(surrogate.names),
        "dims": [dim.name for dim in surrogate.dims],
        "change": _rows(change),
        "spread": _rows(spread),
    }


def _range(dims: Sequence[Dim], dim: int) -> tuple[float, float]:
    if not 0 <= dim < len(dims):
        raise NotFound(f"This voice has no dim {dim}.", f"It has {len(dims)}, from 0.")
    low, high = dims[dim].low, dims[dim].high
    return (RANGE[0] if low is None else low, RANGE[1] if high is None else high)


def _rows(values: Floats) -> list[list[float | None]]:
    return [[number(value) for value in row] for row in values]
