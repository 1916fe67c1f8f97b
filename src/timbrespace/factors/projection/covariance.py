"""Principal axes by the exact covariance, in one pass over latents that stream by.

Rows are gathered until there are half as many as dims. If no more come, their inner products
(N x N) say the same as the covariance (D x D) and are smaller; if more come, all go into the
covariance, and memory stays what it is however many follow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.projection.gather import Gather
from timbrespace.factors.projection.moments import Axes, Moments, axes_of

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

#: Columns of the covariance that are updated at a time: products are float32, sums float64.
PANEL = 1024
#: Rows gathered at least.
GATHERED = 1024
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
        self._n_inputs = n_inputs
        self._moments = Moments()
        self._gather: Gather | None = Gather(_gathered(n_inputs), n_inputs)
        self._products: Doubles | None = None

    @staticmethod
    def n_bytes(n_inputs: int, n_dims: int, n_rows: int | None = None) -> int:
        """Memory that it takes at most while rows come in, of which there are ``n_rows``."""
        gathered = _gathered(n_inputs)
        few = n_rows is not None and n_rows < min(gathered, n_inputs)
        held = 4 * n_inputs * (n_rows if few and n_rows else gathered)
        return held if few else held + 8 * n_inputs**2 + 4 * PANEL * n_inputs

    def add(self, rows: Floats) -> None:
        """Take ``(n, D)`` rows."""
        assert self._gather is not None
        for block in self._gather.add(rows):
            self._count(block)

    def end_pass(self) -> None:
        """All rows have come."""
        self.passes_left = 0

    def axes(self) -> Axes:
        """The leading axes; may be asked for once, as it works in place.

        Raises:
            TimbrespaceError: There were fewer than two rows.
        """
        assert self._gather is not None
        rows, self._gather = self._gather.rest(), None
        if self._products is None and len(rows) < self._n_inputs:
            return self._by_rows(rows)
        self._count(rows)
        del rows
        covariance, self._products = self._products, None
        assert covariance is not None
        moments = self._moments
        _standardise(covariance, moments.n_rows, moments.offset, moments.scale)
        values, vectors = leading(covariance, self._n_dims)
        return axes_of(moments, vectors, values)

    def _count(self, rows: Floats) -> None:
        self._moments.add(rows)
        if self._products is None:
            self._products = np.zeros((self._n_inputs, self._n_inputs))
        for start in range(0, self._n_inputs, PANEL):
            stop = min(start + PANEL, self._n_inputs)
            # The upper triangle would only say the same again.
            self._products[start:stop, :stop] += rows[:, start:stop].T @ rows[:, :stop]

    def _by_rows(self, rows: Floats) -> Axes:
        """Fewer rows than dims: axes from the inner products of the rows."""
        from scipy.linalg import qr

        self._moments.add(rows)
        scale = self._moments.scale
        rows -= self._moments.offset.astype(np.float32)
        rows /= scale
        products = (rows @ rows.T).astype(np.float64) / len(rows)
        values, mixes = leading(products, min(self._n_dims, len(rows) - 1))
        vectors = rows.T @ mixes.astype(np.float32)  # (D, L), lengths sqrt(N * values)
        # Rounding has bent the short ones towards the long: straighten in order of length.
        order = np.argsort(-values, kind="stable")
        straight, _ = qr(vectors[:, order], mode="economic", overwrite_a=True)
        return axes_of(self._moments, straight, values[order])


def _gathered(n_inputs: int) -> int:
    return max(GATHERED, n_inputs // 2)


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
