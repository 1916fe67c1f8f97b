"""Rows as other draws of their groups would have given them: what intervals of figures come from.

Source: Efron, *Bootstrap Methods: Another Look at the Jackknife*, 1979; here groups are drawn, and
not rows, for rows of one group are no news of each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

#: Draws of an interval.
DRAWS = 1000


def redrawn(groups: Sequence[str], seed: int) -> Iterator[NDArray[np.int64]]:
    """The numbers of the rows ``(n,)`` of each of :data:`DRAWS` draws of whole groups.

    Args:
        groups: What belongs together, by row; as many groups are drawn as there are, with return.
        seed: For the draws.

    Example:
        >>> sorted({tuple(map(int, rows)) for rows in redrawn("aab", 0)})
        [(0, 1, 0, 1), (0, 1, 2), (2, 0, 1), (2, 2)]
    """
    rng = np.random.default_rng([seed, 12])
    names, codes = np.unique(np.asarray(list(groups)), return_inverse=True)
    of_group = [np.flatnonzero(codes == i) for i in range(len(names))]
    for _ in range(DRAWS):
        drawn = rng.integers(len(names), size=len(names))
        yield np.concatenate([of_group[i] for i in drawn])
