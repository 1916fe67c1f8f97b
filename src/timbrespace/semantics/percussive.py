"""How percussive a sound is: energy that stands across frequencies, not along time.

Source: D. FitzGerald, Harmonic/percussive separation using median filtering (2010), with soft
masks. Medians are taken of nine values spread over the usual window of 31.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant_index, namespace

#: Exchanges that bring the median of nine values into the middle (J. L. Smith, 1996).
EXCHANGES = (
    ((1, 2), (4, 5), (7, 8), (0, 1), (3, 4), (6, 7), (1, 2), (4, 5), (7, 8), (0, 3), (5, 8))
    + ((4, 7), (3, 6), (1, 4), (2, 5), (4, 7), (4, 2), (6, 4), (4, 2))
)  # fmt: skip
#: The window's nine values lie so far apart, in frames of 46 ms and in bins of 22 Hz.
FRAMES_APART, BINS_APART = 1, 4


def percussive_share(magnitude: Array) -> Array:
    """Share ``(B,)`` of amplitude that is percussive, of magnitudes ``(B, F, K)``."""
    xp = namespace(magnitude)
    along = _median(magnitude, axis=1, apart=FRAMES_APART) ** 2
    across = _median(magnitude, axis=2, apart=BINS_APART) ** 2
    both = along + across
    # Where neither median sees anything, the halves are equal.
    share = xp.where(
        both > 0, across / xp.where(both > 0, both, xp.ones_like(both)), 0.5 + 0 * both
    )
    percussive = _rms(magnitude * share)
    harmonic = _rms(magnitude * (1 - share))
    total = xp.sum(percussive + harmonic, axis=-1)
    return xp.sum(percussive, axis=-1) / xp.where(total > 0, total, xp.ones_like(total))


def _rms(magnitude: Array) -> Array:
    xp = namespace(magnitude)
    return xp.sqrt(xp.sum(magnitude * magnitude, axis=-1) + 1e-24)


def _median(x: Array, *, axis: int, apart: int) -> Array:
    """Median over nine entries about each, along an axis; reflected at the ends."""
    xp, n, reach = namespace(x), x.shape[axis], 4 * apart
    # Reflected as often as a short sound needs.
    index = constant_index(_reflected(n, reach), x)
    before = xp.take(x, index[:reach], axis=axis)
    after = xp.take(x, index[reach:], axis=axis)
    wide = xp.concat([before, x, after], axis=axis)
    along = (slice(None),) * axis
    values = [wide[(*along, slice(i * apart, i * apart + n))] for i in range(9)]
    for i, j in EXCHANGES:
        values[i], values[j] = xp.minimum(values[i], values[j]), xp.maximum(values[i], values[j])
    return values[4]


def _reflected(n: int, reach: int) -> NDArray[np.int64]:
    """Which of ``n`` entries stand in ``reach`` places before the first and after the last."""
    place = np.r_[-reach:0, n : n + reach] % (2 * n)
    return np.asarray(np.where(place < n, place, 2 * n - 1 - place))
