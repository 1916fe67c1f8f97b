"""Heat maps: a word over two dims of a voice, or over a map of its sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Floats, Surrogate
from timbrespace.surrogates.known import Region

SIDE = 48
#: A spread above this share of what a word reaches leaves open what is heard.
SURE = 0.25
#: On a map, a cell belongs to the sounds within so many times the usual distance of neighbours.
NEAR = 4.0
NEIGHBOURS = 4


@dataclass(frozen=True)
class Heat:
    """A word over a plane.

    Args:
        word: Its name.
        title: What a person reads.
        unit: Its unit.
        axes: What the two axes are, across and up.
        x: Centres of the columns ``(W,)``.
        y: Centres of the rows ``(H,)``, upwards.
        values: Of the word ``(H, W)``; NaN where a map has no sounds.
        spread: One standard deviation of it ``(H, W)``.
        known: Whether the latent lies where the voice is known ``(H, W)``.
        sure: Whether the spread is small beside what the word reaches ``(H, W)``.
        reach: Lower and upper end of what the word reaches on this voice.
    """

    word: str
    title: str
    unit: str
    axes: tuple[str, str]
    x: Floats
    y: Floats
    values: Floats
    spread: Floats
    known: NDArray[np.bool_]
    sure: NDArray[np.bool_]
    reach: tuple[float, float]

    def plain(self) -> dict[str, Any]:
        """For a page: lists, with None where there is nothing to say."""
        return {
            "word": self.word,
            "title": self.title,
            "unit": self.unit,
            "axes": list(self.axes),
            "x": self.x.tolist(),
            "y": self.y.tolist(),
            "values": _lists(self.values),
            "spread": _lists(self.spread),
            "known": self.known.tolist(),
            "sure": self.sure.tolist(),
            "reach": list(self.reach),
        }


def over_dims(
    surrogate: Surrogate,
    words: Sequence[str],
    dims: tuple[int, int],
    *,
    at: Floats | None = None,
    side: int = SIDE,
) -> list[Heat]:
    """Words over two dims, the others where the player is.

    Args:
        surrogate: Of the voice.
        words: Which; one heat map for each.
        dims: Across, and up.
        at: Where the other dims are ``(D,)``; default: the mean of the usual frames.
        side: Cells in a row and in a column.

    Raises:
        TimbrespaceError: No such word, or no two such dims.
    """
    usual = np.asarray(surrogate.usual, np.float64)
    n_dims = len(surrogate.dims)
    if len(set(dims)) < 2 or not all(0 <= dim < n_dims for dim in dims):
        raise TimbrespaceError(
            f"A heat map wants two dims, not {dims}.", f"Name two of 0 to {n_dims - 1}."
        )
    low, high = _ends(surrogate, usual)
    x, y = (np.linspace(low[dim], high[dim], side) for dim in dims)
    latents = np.tile(usual.mean(axis=0) if at is None else at, (side * side, 1))
    latents[:, dims[0]] = np.tile(x, side)
    latents[:, dims[1]] = np.repeat(y, side)
    names = (surrogate.dims[dims[0]].name, surrogate.dims[dims[1]].name)
    # In many dims a whole plane through the middle is near it: the two have to be usual as well.
    inside = _inside(usual, latents) & _inside(usual[:, dims], latents[:, dims])
    return _heats(surrogate, words, names, x, y, latents, inside, np.ones(side * side, np.bool_))


def over_map(
    surrogate: Surrogate,
    words: Sequence[str],
    positions: Floats,
    latents: Floats,
    *,
    side: int = SIDE,
    margin: float = 0.0,
) -> list[Heat]:
    """Words over a 2-D map of sounds whose latents are known.

    Each cell gets the latent between its nearest sounds, as playing there would. Where none is
    near, there is nothing.

    Args:
        surrogate: Of the voice.
        words: Which; one heat map for each.
        positions: Of the sounds on the map ``(M, 2)``.
        latents: Of the sounds ``(M, D)``.
        side: Cells in a row and in a column.
        margin: How far it goes beyond the outermost sounds, as a share of the map's wider side.

    Raises:
        TimbrespaceError: No such word, or fewer than two sounds.
    """
    from scipy.spatial import cKDTree

    at = np.asarray(positions, np.float64)[:, :2]
    if len(at) < 2 or len(at) != len(latents):
        raise TimbrespaceError(
            f"{len(at)} places and {len(latents)} latents make no heat map.",
            "Give one latent for each place, of two sounds at least.",
        )
    beyond = margin * float(np.ptp(at, axis=0).max())
    edges = at.min(axis=0) - beyond, at.max(axis=0) + beyond
    x, y = (np.linspace(edges[0][i], edges[1][i], side) for i in (0, 1))
    cells = np.column_stack([np.tile(x, side), np.repeat(y, side)])
    tree = cKDTree(at)
    gap = float(np.median(np.asarray(tree.query(at, k=2)[0])[:, 1]))
    # Never finer than the cells themselves, else maps would have holes between pixels.
    gap = max(gap, float(np.linalg.norm((edges[1] - edges[0]) / side)) / NEAR)
    distance, near = (np.asarray(found) for found in tree.query(cells, min(NEIGHBOURS, len(at))))
    weights = 1 / np.maximum(distance, 1e-9 + 1e-3 * gap) ** 2
    weights /= weights.sum(axis=1, keepdims=True)
    between = np.einsum("cn,cnd->cd", weights, np.asarray(latents, np.float64)[near])
    there = distance[:, 0] <= NEAR * gap
    inside = _inside(np.asarray(surrogate.usual, np.float64), between)
    return _heats(surrogate, words, ("x", "y"), x, y, between, inside, there)


def _heats(
    surrogate: Surrogate,
    words: Sequence[str],
    axes: tuple[str, str],
    x: Floats,
    y: Floats,
    latents: Floats,
    inside: NDArray[np.bool_],
    there: NDArray[np.bool_],
) -> list[Heat]:
    shape = (len(y), len(x))
    values, spread = surrogate.predict(latents)
    heats = []
    for name in words:
        k = _index(surrogate, name)
        word = surrogate.words[k]
        wide = SURE * abs(word.high - word.low)
        heats.append(
            Heat(
                name, word.title, word.unit, axes, x, y,
                np.where(there, values[:, k], np.nan).reshape(shape),
                np.where(there, spread[:, k], np.nan).reshape(shape),
                (inside & there).reshape(shape), (spread[:, k] <= wide).reshape(shape),
                (word.low, word.high),
            )
        )  # fmt: skip
    return heats


def _ends(surrogate: Surrogate, usual: Floats) -> tuple[Floats, Floats]:
    """Of each dim what its usual frames cover, 1 to 99 % ``(D,)``."""
    low, high = np.percentile(usual, [1, 99], axis=0)
    return low, np.where(high > low, high, low + 1.0)


def _inside(usual: Floats, latents: Floats) -> NDArray[np.bool_]:
    region = _region(np.ascontiguousarray(usual).tobytes(), usual.shape[1])
    return np.asarray(region.distance(latents) <= region.radius)


@lru_cache(maxsize=16)
def _region(frames: bytes, n_dims: int) -> Region:
    """Kept, because a page asks for the same frames each time that a hand comes to rest."""
    return Region.of(np.frombuffer(frames).reshape(-1, n_dims))


def _index(surrogate: Surrogate, name: str) -> int:
    if name not in surrogate.names:
        raise TimbrespaceError(
            f"This surrogate has no word '{name}'.", f"It has {', '.join(surrogate.names)}."
        )
    return surrogate.names.index(name)


def _lists(values: Floats) -> list[list[float | None]]:
    return [[float(v) if np.isfinite(v) else None for v in row] for row in values]
