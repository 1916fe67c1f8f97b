"""All that a few orthonormal axes leave out, in coordinates of its own, without a square matrix.

The orthonormal basis that begins with ``L`` given axes of ``D`` dims is completed by a block
reflector (Schreiber and Parlett 1988, Block reflectors: theory and computation). With ``V`` the
axes as columns, ``V1`` their first ``L`` rows, ``V1 = U P`` its polar decomposition, the matrix
``H = I - (V + EU) (I + P)^-1 (V + EU)^T`` is symmetric, orthogonal, and maps ``-EU`` to ``V``;
so its last ``D - L`` columns are orthonormal and span what ``V`` leaves out. ``I + P`` has its
eigenvalues between 1 and 2: nothing here can be ill conditioned. Memory is ``L x D``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Complement:
    """Coordinates in the orthogonal complement of some axes.

    Args:
        axes: Orthonormal rows ``(L, D)``.

    Example:
        >>> rest = Complement(np.eye(3, dtype=np.float32)[:1])
        >>> y = np.array([[5, 6, 7]], np.float32)
        >>> rest.coordinates(y, leading=y[:, :1]).tolist()
        [[6.0, 7.0]]
    """

    def __init__(self, axes: Floats) -> None:
        from scipy.linalg import svd

        n_axes = len(axes)
        top = axes[:, :n_axes].T.astype(np.float64)
        left, stretch, right = svd(top)
        rotation = left @ right  # U: (L, L)
        inverse = (right.T / (1 + stretch)) @ right  # (I + P)^-1: (L, L)
        self._tail = axes[:, n_axes:]
        self._rotation = rotation.astype(np.float32)
        self._inverse = inverse.astype(np.float32)
        self._head = (top + rotation).T.astype(np.float32)

    def coordinates(self, y: Floats, leading: Floats) -> Floats:
        """Where vectors ``(N, D)`` lie in the complement, ``(N, D - L)``.

        Args:
            y: Any vectors.
            leading: Their coordinates along the axes, ``y @ axes.T``.
        """
        n_axes = len(self._rotation)
        along = (leading + y[:, :n_axes] @ self._rotation) @ self._inverse
        return y[:, n_axes:] - along @ self._tail

    def vectors(self, rest: Floats) -> Floats:
        """The vectors ``(N, D)`` of the complement that lie at coordinates ``(N, D - L)``."""
        along = (rest @ self._tail.T) @ self._inverse
        return np.concatenate([-along @ self._head, rest - along @ self._tail], axis=1)
