"""Descriptors by name, wherever they come from: the contract that surrogates measure by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.descriptors import describe


def measure(names: Sequence[str], x: NDArray[np.float32], sample_rate: int) -> NDArray[np.float64]:
    """Values ``(B, K)`` of the named descriptors for sounds ``(B, C, T)``; NaN where undefined.

    Raises:
        TimbrespaceError: There is no descriptor of one of the names.
    """
    found = describe(x, sample_rate, names)
    return np.stack([np.asarray(found[name], np.float64) for name in names], axis=-1)
