"""The one preparation of latents that maps, quality figures and neighbours share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.errors import TimbrespaceError

Kind = Literal["auto", "none", "centre", "standardise", "sqrt"]

#: What everything uses unless told otherwise.
DEFAULT: Kind = "auto"

#: ``"auto"`` takes non-negative latents of at least so many dims for a network's activations,
#: whose dims share one scale; a few named measures have units, and must be standardised.
WIDE = 64


@dataclass(frozen=True)
class Preparation:
    """Brings latents to the space in which distances are taken.

    Args:
        kind: What is done: ``"none"``; ``"centre"`` (subtract the mean, which keeps distances
            and only steadies the arithmetic); ``"standardise"`` (every dim to mean 0 and
            deviation 1); ``"sqrt"`` (signed square root, then centred).
        mean: ``(D,)`` subtracted.
        scale: ``(D,)`` divided by; 1 where a dim never changes.
    """

    kind: Kind
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]

    def apply(self, latents: ArrayLike) -> NDArray[np.float32]:
        """Prepare latents ``(N, D)`` of the same space, on the map or new to it.

        Raises:
            TimbrespaceError: They are not a finite table of ``D`` columns.
        """
        rows = checked(latents)
        if rows.shape[1] != self.mean.shape[0]:
            raise TimbrespaceError(
                f"Expected latents of {self.mean.shape[0]} dims, found {rows.shape[1]}.",
                "Encode both with the same space and weights.",
            )
        if self.kind == "none":
            return rows
        return (_bend(rows, self.kind) - self.mean) / self.scale


def fit(latents: ArrayLike, kind: Kind = DEFAULT) -> Preparation:
    """Learn the preparation from the latents ``(N, D)`` of all items.

    ``"auto"`` is ``"sqrt"`` for wide, non-negative latents (activations after a ReLU, scores),
    else ``"standardise"``: measured on real sounds, ``docs/layouts.md`` has the table.

    Raises:
        TimbrespaceError: The latents are not a finite table, or ``kind`` is unknown.

    Example:
        >>> preparation = fit([[0.0, 5.0], [2.0, 5.0]])
        >>> preparation.apply([[0.0, 5.0], [4.0, 6.0]]).tolist()
        [[-1.0, 0.0], [3.0, 1.0]]
    """
    if kind not in get_args(Kind):
        raise TimbrespaceError(
            f"There is no preparation '{kind}'.", f"Choose one of {', '.join(get_args(Kind))}."
        )
    rows = checked(latents)
    if kind == "auto":
        activations = rows.shape[1] >= WIDE and len(rows) and rows.min() >= 0
        kind = "sqrt" if activations else "standardise"
    rows = _bend(rows, kind)
    zeros, ones = np.zeros(rows.shape[1], np.float32), np.ones(rows.shape[1], np.float32)
    if kind == "none" or not len(rows):
        return Preparation(kind, zeros, ones)
    mean = rows.mean(axis=0, dtype=np.float64)
    if kind != "standardise":
        return Preparation(kind, mean.astype(np.float32), ones)
    deviation = rows.std(axis=0, dtype=np.float64)
    # A constant dim in float32 has a deviation of rounding size; blowing that up would make noise.
    alive = deviation > 1e-6 * np.maximum(np.abs(mean), 1e-30)
    scale = np.where(alive, deviation, 1.0)
    return Preparation(kind, mean.astype(np.float32), scale.astype(np.float32))


def checked(latents: ArrayLike) -> NDArray[np.float32]:
    """Latents as a finite, C-ordered float32 table ``(N, D)``.

    Raises:
        TimbrespaceError: It is no table, or something in it is not a finite number.
    """
    rows = np.ascontiguousarray(latents, dtype=np.float32)
    if rows.ndim != 2 or rows.shape[1] == 0:
        raise TimbrespaceError(
            f"Expected latents as a table (items, dims), found shape {rows.shape}.",
            "Pool framed latents over time first.",
        )
    broken = ~np.isfinite(rows).all(axis=1)
    if broken.any():
        raise TimbrespaceError(
            f"{int(broken.sum())} of {len(rows)} latents hold values that are not finite numbers"
            f" (the first at row {int(broken.argmax())}).",
            "Leave those items or dims out, or encode them again.",
        )
    return rows


def _bend(rows: NDArray[np.float32], kind: Kind) -> NDArray[np.float32]:
    return np.sign(rows) * np.sqrt(np.abs(rows)) if kind == "sqrt" else rows
