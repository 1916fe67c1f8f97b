"""Scaler, PCA, scaler as one object that goes both ways.

With ``full`` the basis is complete: the leading principal axes first, then an orthonormal
basis of all that they leave out, so that ``inverse(transform(x))`` is ``x`` for any vector,
seen or not, and changing the leading dims changes the latent in their span only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.projection.complement import Complement

if TYPE_CHECKING:
    from timbrespace.jobs import Job

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Projection:
    """Latents ``(N, D)`` to dims ``(N, K)`` and back; ``K = D`` where it is full.

    Args:
        mean: What the first scaler subtracts, ``(D,)``.
        scale: What it divides by, ``(D,)``.
        axes: The leading principal axes of scaled latents, orthonormal rows ``(L, D)``,
            that of the largest variance first.
        spread: What the second scaler divides the leading dims by, ``(L,)``.
        rest_spread: What it divides every other dim by; 0 where the basis is not full.
        explained: Share of the scaled latents' variance along each axis, ``(L,)``.
        n_rows: How many latents it was fitted on.
    """

    mean: Floats
    scale: Floats
    axes: Floats
    spread: Floats
    rest_spread: float
    explained: Floats
    n_rows: int

    @property
    def full(self) -> bool:
        """Whether the basis is complete, so that :meth:`inverse` loses nothing."""
        return self.rest_spread > 0

    @property
    def n_inputs(self) -> int:
        """D, the dims of the latents that it takes."""
        return len(self.mean)

    @property
    def n_leading(self) -> int:
        """L, how many dims are principal ones."""
        return len(self.spread)

    @property
    def n_dims(self) -> int:
        """K, the dims that it gives: D where full, else L."""
        return self.n_inputs if self.full else self.n_leading

    def transform(self, x: Floats) -> Floats:
        """Latents ``(N, D)`` to dims ``(N, K)``, the leading ones with variance 1.

        Raises:
            TimbrespaceError: The latents have another number of dims.
        """
        y = self._scaled(x)
        leading: Floats = y @ self.axes.T
        if self.full:
            rest = self._complement.coordinates(y, leading)
            rest /= np.float32(self.rest_spread)
        leading /= self.spread
        return np.concatenate([leading, rest], axis=1) if self.full else leading

    def leading(self, x: Floats) -> Floats:
        """Only the leading dims ``(N, L)`` of latents ``(N, D)``, full or not."""
        leading: Floats = self._scaled(x) @ self.axes.T
        leading /= self.spread
        return leading

    def first(self, n: int) -> Projection:
        """The same with only the first ``n`` dims counted as leading ones; complete if this is."""
        if n >= self.n_leading:
            return self
        left = self.n_inputs - self.n_leading
        variance = float(np.square(self.spread[n:], dtype=np.float64).sum())
        rest = np.sqrt((variance + left * self.rest_spread**2) / (self.n_inputs - n))
        return replace(
            self,
            axes=self.axes[:n],
            spread=self.spread[:n],
            explained=self.explained[:n],
            rest_spread=float(rest) if self.full else 0.0,
        )

    def inverse(self, z: Floats) -> Floats:
        """Dims ``(N, K)`` to latents ``(N, D)``: exact where full, else the nearest in the span.

        Raises:
            TimbrespaceError: There are more or fewer dims than :attr:`n_dims`.
        """
        z = _checked(z, self.n_dims)
        y: Floats = np.multiply(z[:, : self.n_leading], self.spread, dtype=np.float32) @ self.axes
        if self.full:
            y += self._complement.vectors(z[:, self.n_leading :] * np.float32(self.rest_spread))
        y *= self.scale
        y += self.mean
        return y

    def save(self, folder: Path) -> None:
        """Keep it as ``config.toml`` and ``weights.safetensors`` in a folder of its own."""
        from timbrespace.factors.projection.files import write

        write(self, folder)

    @classmethod
    def load(cls, folder: Path) -> Projection:
        """Read what :meth:`save` wrote.

        Raises:
            TimbrespaceError: The folder holds no projection, or a damaged one.
        """
        from timbrespace.factors.projection.files import read

        return read(folder)

    def _scaled(self, x: Floats) -> Floats:
        y: Floats = _checked(x, self.n_inputs) - self.mean
        y /= self.scale
        return y

    @cached_property
    def _complement(self) -> Complement:
        return Complement(self.axes)


def fit_projection(
    passes: Callable[[], Iterator[Floats]],
    n_dims: int,
    *,
    full: bool = False,
    exact: bool | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Projection:
    """Fit a projection by streaming over the latents, in bounded memory.

    Args:
        passes: Called once for each pass; gives the latents in blocks ``(n, D)``, always the
            same ones in the same order.
        n_dims: How many principal dims are wanted; fewer where the latents span fewer.
        full: Complete the basis, so that the inverse holds for any vector.
        exact: Whether to hold all of the covariance (one pass, up to ``4 D^2 * 3`` bytes) or
            to find the range by sketches (three passes); default: exact up to 12,288 dims.
        seed: For the sketches.
        job: Told of the progress, in rows; can cancel.

    Raises:
        TimbrespaceError: There are fewer than two latents.
    """
    from timbrespace.factors.projection.fitting import fit_one

    return fit_one(passes, n_dims, full=full, exact=exact, seed=seed, job=job)


def _checked(x: Floats, width: int) -> Floats:
    x = np.asarray(x, np.float32)
    if x.ndim != 2 or x.shape[1] != width:
        raise TimbrespaceError(
            f"Expected latents of shape (N, {width}), found {x.shape}.",
            "Use the projection of the space that they come from.",
        )
    return x
