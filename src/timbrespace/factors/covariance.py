"""Principal axes by the exact covariance, in one pass over latents that stream by.

Rows are held back until they weigh as much as half the covariance. If no more come, their
inner products (N x N) say the same as the covariance (D x D) and are smaller; if more come, all
go into the covariance, and memory stays what it is however many follow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.moments import Axes, Moments, axes_of

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

#: Columns of the covariance that are updated at a time: products are float32, sums float64.
PANEL = 1024
#: Rows held back at least.
HOLD = 1024
#: Up to this share of all axes, Lanczos iterations are quicker than a whole decomposition.
FEW = 1 / 8
#: Whole decompositions of matrices up to this size are done in float64.
WIDE = 4096


class CovarianceFit:
    """Takes all latents once, and then gives their leading principal axes.

    Args:
        n_inputs: D.
        n_dims: How many axes are wanted.
    """

    def __init__(self, n_inputs: int, n_dims: int) -> None:
        self.passes_left = 1
        self._n_dims = min(n_dims, n_inputs)
        self._moments = Moments()
        self._held: list[Floats] = []
        self._n_held = 0
        self._hold = max(HOLD, n_inputs // 2)
        self._products: Doubles | None = None

    @staticmethod
    def n_bytes(n_inputs: int, n_dims: int) -> int:
        """Memory that it takes at most while rows come in."""
        return n_inputs * (8 * n_inputs + 2 * 4 * max(HOLD, n_inputs // 2))

    def add(self, rows: Floats) -> None:
        """Take ``(n, D)`` rows."""
        self._held.append(self._moments.add(rows))
        self._n_held += len(rows)
        if self._n_held > self._hold:
            self._flush()

    def end_pass(self) -> None:
        """All rows have come."""
        self.passes_left = 0

    def axes(self) -> Axes:
        """The leading axes; may be called once, as it works in place."""
        moments = self._moments
        scale, offset = moments.scale, moments.offset  # raises where there are too few rows
        if self._products is None and moments.n_rows < len(scale):
            return self._by_rows(scale, offset)
        self._flush()
        covariance = self._products
        assert covariance is not None
        self._products = None
        _standardise(covariance, moments.n_rows, offset, scale)
        values, vectors = leading(covariance, self._n_dims)
        return axes_of(moments, vectors, values)

    def _flush(self) -> None:
        if not self._held:
            return
        rows = np.concatenate(self._held)
        self._held, self._n_held = [], 0
        if self._products is None:
            self._products = np.zeros((rows.shape[1], rows.shape[1]))
        for start in range(0, rows.shape[1], PANEL):
            stop = min(start + PANEL, rows.shape[1])
            # The upper triangle would only say the same again.
            self._products[start:stop, :stop] += rows[:, start:stop].T @ rows[:, :stop]

    def _by_rows(self, scale: Floats, offset: Doubles) -> Axes:
        """Fewer rows than dims: axes from the inner products of the rows."""
        from scipy.linalg import qr

        rows = np.concatenate(self._held)  # (N, D)
        self._held = []
        rows -= offset.astype(np.float32)
        rows /= scale
        products = (rows @ rows.T).astype(np.float64) / len(rows)
        values, mixes = leading(products, min(self._n_dims, len(rows) - 1))
        vectors = rows.T @ mixes.astype(np.float32)  # (D, L), lengths sqrt(N * values)
        # Rounding has bent the short ones towards the long: straighten in order of length.
        order = np.argsort(-values, kind="stable")
        straight, _ = qr(vectors[:, order], mode="economic", overwrite_a=True)
        return axes_of(self._moments, straight, values[order])


def leading(matrix: Doubles, n: int) -> tuple[Doubles, NDArray[np.floating]]:
    """The ``n`` largest eigenvalues of a symmetric matrix, and their vectors as columns.

    The matrix is overwritten where that saves memory.
    """
    from scipy.linalg import eigh
    from scipy.sparse.linalg import eigsh

    width = len(matrix)
    if 0 < n <= FEW * width:
        # A fixed start, so that the same matrix gives the same vectors.
        start = np.random.default_rng(0).standard_normal(width)
        few_values, few_vectors = eigsh(matrix, n, v0=start)
        return few_values, few_vectors
    exact = matrix if width <= WIDE else matrix.astype(np.float32)
    values, vectors = eigh(exact, driver="evd", overwrite_a=True, check_finite=False)
    return values[-n:].astype(np.float64), vectors[:, -n:]


def _standardise(products: Doubles, n_rows: int, offset: Doubles, scale: Floats) -> None:
    """Sums of products of shifted rows become the covariance of scaled ones, both triangles."""
    width = len(products)
    for start in range(0, width, PANEL):
        stop = min(start + PANEL, width)
        panel = products[start:stop, :stop]
        panel /= n_rows
        panel -= np.outer(offset[start:stop], offset[:stop])
        panel /= np.outer(scale[start:stop], scale[:stop])
        products[:start, start:stop] = panel[:, :start].T
