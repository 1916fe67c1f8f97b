"""Rows that come in blocks of any size leave in blocks of one size.

What is computed from them then cannot depend on how they came.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Gather:
    """Gathers rows ``(n, D)`` into blocks of exactly ``n_rows``; what is left over comes last.

    Args:
        n_rows: Rows of a block.
        width: D.

    Example:
        >>> gather = Gather(3, 1)
        >>> [len(block) for block in gather.add(np.zeros((7, 1), np.float32))]
        [3, 3]
        >>> len(gather.rest())
        1
    """

    def __init__(self, n_rows: int, width: int) -> None:
        self._shape = (n_rows, width)
        # The system gives memory to pages once they are written: a few rows cost a few pages.
        self._block = np.empty(self._shape, np.float32)
        self._n = 0

    def add(self, rows: Floats) -> Iterator[Floats]:
        """Take rows; gives the blocks that they fill, which are the caller's to change.

        A block is only good until the next is asked for.
        """
        start = 0
        while start < len(rows):
            taken = min(len(rows) - start, self._shape[0] - self._n)
            self._block[self._n : self._n + taken] = rows[start : start + taken]
            self._n += taken
            start += taken
            if self._n == self._shape[0]:
                self._n = 0
                yield self._block

    def rest(self) -> Floats:
        """The rows that have not filled a block."""
        n, self._n = self._n, 0
        return self._block[:n]
