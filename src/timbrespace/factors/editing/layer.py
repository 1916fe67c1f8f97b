"""The place in a network where an edit happens: its dims, the way back, and what comes after.

Only the leading dims of a projection are edited; all others keep the receptor's values. With a
complete projection that is ``inverse(transform(x))`` with some dims changed; because its axes
are orthonormal it is also ``x`` plus the change along those axes, which needs no complete basis
and loses nothing to rounding. That second form is the one used here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.projection.projection import Projection

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Clipped:
    """What had to be cut off an edited latent, since real activations come out of a ReLU.

    Args:
        n_negative: Values that the edit had made negative; now 0.
        n_over: Values above the network's ceiling (6 where it has ReLU6); now the ceiling.
        n_values: Values in all.
        lost: Length of what was cut off over the length of the edit, both in activations;
            0 where nothing was, 1 where as much was cut off as had been changed.
    """

    n_negative: int
    n_over: int
    n_values: int
    lost: float

    @property
    def share(self) -> float:
        """Clipped values as a share of all, 0 to 1."""
        return (self.n_negative + self.n_over) / max(self.n_values, 1)


@dataclass(frozen=True)
class EditedLayer:
    """One layer of a network with its projection, and the rest of the network behind it.

    Args:
        projection: From unpooled latents of the layer to dims.
        n_dims: K, the leading dims that are edited.
        resume: The rest of the network: latents ``(P, D)`` to logits ``(P, L)``.
        ceiling: The highest activation that the layer can have; infinity where it has none.

    Raises:
        TimbrespaceError: The projection has fewer than K leading dims.
    """

    projection: Projection
    n_dims: int
    resume: Callable[[Floats], Floats]
    ceiling: float = np.inf

    def __post_init__(self) -> None:
        if self.n_dims > self.projection.n_leading:
            raise TimbrespaceError(
                f"Expected a projection with {self.n_dims} leading dims, found "
                f"{self.projection.n_leading}.",
                "Fit one with as many dims as the flow takes.",
            )

    def dims(self, x: Floats) -> Floats:
        """The leading dims ``(P, K)`` of latents ``(P, D)``."""
        p = self.projection
        scaled = (np.asarray(x, np.float32) - p.mean) / p.scale
        found = np.asarray(scaled @ p.axes[: self.n_dims].T, np.float32)
        found /= p.spread[: self.n_dims]
        return found

    def place(self, x: Floats, z: Floats) -> tuple[Floats, Clipped]:
        """Latents ``(P, D)`` as ``x``, with leading dims ``z (P, K)``; clipped to what is real."""
        p = self.projection
        along = np.asarray((z - self.dims(x)) * p.spread[: self.n_dims], np.float32)
        change: Floats = along @ p.axes[: self.n_dims]
        change *= p.scale
        wanted: Floats = x + change
        real = np.asarray(np.clip(wanted, 0, np.float32(self.ceiling)), np.float32)
        lost = float(np.linalg.norm(wanted - real)) / max(float(np.linalg.norm(change)), 1e-12)
        negative, over = int((wanted < 0).sum()), int((wanted > self.ceiling).sum())
        return real, Clipped(negative, over, wanted.size, lost)
