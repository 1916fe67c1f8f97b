"""Principal axes by sketches: a few passes over latents too wide for their covariance.

The randomised range finder with power iterations of Halko, Martinsson and Tropp (2011, Finding
structure with randomness), algorithm 4.4, with the covariance applied to a block of vectors in
each pass. The first pass scales nothing yet, since the scales are what it measures: it applies
the products of raw latents to a random block, which is those of scaled latents applied to
another random block. The last pass ends in a Nystrom approximation (ibid., algorithm 5.5), which
is worth one more pass. Memory is a few times ``D x (L + 32)``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.projection.gather import Gather
from timbrespace.factors.projection.moments import Axes, Moments, axes_of

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

#: Vectors beyond those wanted: they catch what the wanted ones would blur.
OVERSAMPLING = 32
#: Passes over the latents; the first also measures means and scales.
PASSES = 3
#: Bytes of rows that the block of vectors is multiplied with at a time.
GATHERED = 64 << 20


class SketchFit:
    """Takes all latents several times, and then gives their leading principal axes.

    Args:
        n_inputs: D.
        n_dims: How many axes are wanted.
        n_passes: At least 2.
        seed: Of the random block.
    """

    def __init__(
        self, n_inputs: int, n_dims: int, *, n_passes: int = PASSES, seed: int = 0
    ) -> None:
        self.passes_left = n_passes
        self._n_dims = min(n_dims, n_inputs)
        width = min(self._n_dims + OVERSAMPLING, n_inputs)
        rng = np.random.default_rng(seed)
        self._moments = Moments()
        self._gather = Gather(_gathered(n_inputs), n_inputs)
        self._mean: Floats | None = None
        self._scale: Floats = np.zeros(0, np.float32)
        self._block = rng.standard_normal((n_inputs, width), np.float32)
        self._applied = np.zeros((n_inputs, width))

    @staticmethod
    def n_bytes(n_inputs: int, n_dims: int, n_rows: int | None = None) -> int:
        """Memory that it takes at most while rows come in."""
        return n_inputs * (n_dims + OVERSAMPLING) * (8 + 4 + 4) + GATHERED

    def add(self, rows: Floats) -> None:
        """Take ``(n, D)`` rows."""
        for block in self._gather.add(rows):
            self._apply(block)

    def end_pass(self) -> None:
        """All rows have come once more."""
        self._apply(self._gather.rest())
        self.passes_left -= 1
        moments = self._moments
        if self._mean is None:
            self._mean, self._scale = moments.mean, moments.scale
            offset = moments.offset
            self._applied -= moments.n_rows * np.outer(offset, offset @ self._block)
            self._applied /= self._scale[:, None]
        if self.passes_left:
            basis, _ = np.linalg.qr(self._applied)
            self._block = basis.astype(np.float32)
            self._applied = np.zeros_like(basis)

    def _apply(self, rows: Floats) -> None:
        """Add what the products of these rows make of the block; changes the rows."""
        if self._mean is None:
            self._moments.add(rows)
        else:
            rows -= self._mean
            rows /= self._scale
        self._applied += rows.T @ (rows @ self._block)

    def axes(self) -> Axes:
        """The leading axes."""
        basis = self._block.astype(np.float64)
        applied = self._applied / self._moments.n_rows  # C Q: (D, l)
        core = basis.T @ applied  # Q^T C Q: (l, l)
        values, mixes = np.linalg.eigh((core + core.T) / 2)
        kept = values > 1e-9 * max(values[-1], 1e-300)
        half = applied @ (mixes[:, kept] / np.sqrt(values[kept]))  # C is close to half half^T
        vectors, lengths, _ = np.linalg.svd(half, full_matrices=False)
        n = self._n_dims
        return axes_of(self._moments, vectors[:, :n], lengths[:n] ** 2)


def _gathered(n_inputs: int) -> int:
    return max(1, GATHERED // (4 * n_inputs))
