"""Specific loudness after Zwicker: how much of its loudness a sound has in each tenth of a bark.

The tables are those of the program that Zwicker and others published (J. Acoust. Soc. Jpn (E) 12,
1991), kept in DIN 45631 and ISO 532-1 (2017), for a free field.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant, is_plain, namespace

Table = NDArray[np.float64]

#: Points at which specific loudness is given: every tenth of a bark.
BARK = np.arange(1, 241) / 10
#: Bands below 315 Hz are heard less: for each level in dB, the correction of the eleven lowest.
LOW_LEVELS_DB = np.array([45.0, 55, 65, 71, 80, 90, 100])
LOW_CORRECTIONS_DB = np.array(
    [
        [-32.0, -24, -16, -10, -5, 0, -7, -3, 0, -2, 0],
        [-29, -22, -15, -10, -4, 0, -7, -2, 0, -2, 0],
        [-27, -19, -14, -9, -4, 0, -6, -2, 0, -2, 0],
        [-25, -17, -12, -9, -3, 0, -5, -2, 0, -2, 0],
        [-23, -16, -11, -7, -3, 0, -4, -1, 0, -1, 0],
        [-20, -14, -10, -6, -3, 0, -4, -1, 0, -1, 0],
        [-18, -12, -9, -6, -2, 0, -3, -1, 0, -1, 0],
        [-15, -10, -8, -4, -2, 0, -3, -1, 0, -1, 0],
    ]
)
#: Level in dB that a critical band needs to be heard.
THRESHOLD_DB = np.array([30.0, 18, 12, 8, 7, 6, 5, 4] + [3] * 12)
#: What the outer and middle ear take away, in dB.
EAR_DB = np.array([0.0] * 10 + [-0.5, -1.6, -3.2, -5.4, -5.6, -4, -1.5, 2, 5, 12])
#: From third octaves to critical bands, in dB.
CRITICAL_DB = np.array(
    [-0.25, -0.6, -0.8, -0.8, -0.5, 0, 0.5, 1.1, 1.5, 1.7]
    + [1.8, 1.8, 1.7, 1.6, 1.4, 1.2, 0.8, 0.5, 0, -0.5]
)
#: Upper ends of the critical bands in bark; above the last there is only masking.
UPPER_BARK = np.array(
    [0.9, 1.8, 2.8, 3.5, 4.4, 5.4, 6.6, 7.9, 9.2, 10.6, 12.3]
    + [13.8, 15.2, 16.7, 18.1, 19.3, 20.6, 21.8, 22.7, 23.6, 24.0]
)
#: Specific loudnesses (sone per bark) at which masking changes its slope, falling.
SLOPE_ENDS = np.array(
    [21.5, 18, 15.1, 11.5, 9, 6.1, 4.4, 3.1, 2.13, 1.36, 0.82, 0.42, 0.3, 0.22, 0.15, 0.1]
    + [0.035, 0.0]
)
#: The slopes, sone per bark and bark, for the bands from the second to the ninth and above.
SLOPES = np.array(
    [
        [13.0, 8.2, 6.3, 5.5, 5.5, 5.5, 5.5, 5.5],
        [9.0, 7.5, 6.0, 5.1, 4.5, 4.5, 4.5, 4.5],
        [7.8, 6.7, 5.6, 4.9, 4.4, 3.9, 3.9, 3.9],
        [6.2, 5.4, 4.6, 4.0, 3.5, 3.2, 3.2, 3.2],
        [4.5, 3.8, 3.6, 3.2, 2.9, 2.7, 2.7, 2.7],
        [3.7, 3.0, 2.8, 2.35, 2.2, 2.2, 2.2, 2.2],
        [2.9, 2.3, 2.1, 1.9, 1.8, 1.7, 1.7, 1.7],
        [2.4, 1.7, 1.5, 1.35, 1.3, 1.3, 1.3, 1.3],
        [1.95, 1.45, 1.3, 1.15, 1.1, 1.1, 1.1, 1.1],
        [1.5, 1.2, 0.94, 0.86, 0.82, 0.82, 0.82, 0.82],
        [0.72, 0.67, 0.64, 0.63, 0.62, 0.62, 0.62, 0.62],
        [0.59, 0.53, 0.51, 0.50, 0.42, 0.42, 0.42, 0.42],
        [0.40, 0.33, 0.26, 0.24, 0.24, 0.22, 0.22, 0.22],
        [0.27, 0.21, 0.20, 0.18, 0.17, 0.17, 0.17, 0.17],
        [0.16, 0.15, 0.14, 0.12, 0.11, 0.11, 0.11, 0.11],
        [0.12, 0.11, 0.10, 0.08, 0.08, 0.08, 0.08, 0.08],
        [0.09, 0.08, 0.07, 0.06, 0.06, 0.06, 0.06, 0.05],
        [0.06, 0.05, 0.03, 0.02, 0.02, 0.02, 0.02, 0.02],
    ]
)
#: Third-octave bands that make up the three lowest critical bands.
LOWEST = ((0, 6), (6, 9), (9, 11))
#: Levels below count as this, so that silence has a slope and no infinity.
FLOOR_DB = -60.0


def specific_loudness(levels_db: Array) -> Array:
    """Specific loudness ``(..., 240)`` in sone per bark, at :data:`BARK`.

    Args:
        levels_db: Levels ``(..., 28)`` of the third octaves from 25 Hz to 12.5 kHz, in dB SPL.
    """
    return _masked(_core(levels_db))


def total_loudness(specific: Array) -> Array:
    """Loudness ``(...,)`` in sone, of specific loudness ``(..., 240)``."""
    return namespace(specific).sum(specific, axis=-1) / 10


def _core(levels_db: Array) -> Array:
    """Main loudness ``(..., 21)`` of the critical bands; the last has none of its own."""
    xp = namespace(levels_db)
    levels = xp.clip(levels_db, min=FLOOR_DB)
    low = levels[..., :11]
    limits = constant(LOW_LEVELS_DB[:, None] - LOW_CORRECTIONS_DB[:-1], levels)
    steps = constant(np.diff(LOW_CORRECTIONS_DB, axis=0), levels)
    above = xp.astype(low[..., None, :] > limits, levels.dtype)
    corrected = low + constant(LOW_CORRECTIONS_DB[0], levels) + xp.sum(above * steps, axis=-2)
    powers = 10 ** (corrected / 10)
    sums = [xp.sum(powers[..., a:b], axis=-1, keepdims=True) for a, b in LOWEST]
    bands = xp.concat([10 * xp.log10(s) for s in sums] + [levels[..., 11:]], axis=-1)
    threshold = constant(THRESHOLD_DB, levels)
    excess = bands - constant(EAR_DB + CRITICAL_DB, levels) - threshold
    heard = xp.logical_and(bands > threshold, excess > 0)
    safe = xp.where(heard, excess, xp.zeros_like(excess))
    scale = 0.0635 * 10 ** (0.025 * threshold)
    core = scale * ((0.75 + 0.25 * 10 ** (0.1 * safe)) ** 0.25 - 1)
    core = xp.where(heard, core, xp.zeros_like(core))
    lowest = core[..., :1]
    share = xp.clip(0.4 + 0.32 * (lowest + 1e-12) ** 0.2, max=1.0)
    return xp.concat([lowest * share, core[..., 1:], xp.zeros_like(lowest)], axis=-1)


@lru_cache(maxsize=1)
def _bands() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The band to the left and to the right of each point ``(240,)``: they differ at limits."""
    tenths, ends = np.arange(1, 241), np.round(UPPER_BARK * 10).astype(np.int64)
    left = np.searchsorted(ends, tenths, side="left")
    right = np.minimum(np.searchsorted(ends, tenths, side="right"), len(ends) - 1)
    return left, right


@lru_cache(maxsize=1)
def _falls() -> Table:
    """Falls ``(8, 19)`` over a tenth of a bark; entry i where i of the ends lie below."""
    return np.concatenate([SLOPES[-1:], SLOPES[::-1]]).T.copy() / 10


def _compiled(core: NDArray[np.floating], ends: NDArray[np.floating]) -> Array:
    from timbrespace.semantics.compiled import masked

    rows = np.ascontiguousarray(core).reshape(-1, core.shape[-1])
    found = masked(rows, constant(_falls(), core), ends, *_bands())
    return found.reshape(*core.shape[:-1], -1)


def _masked(core: Array) -> Array:
    """Specific loudness ``(..., 240)``: a band masks what lies above it, along falling slopes."""
    xp = namespace(core)
    left, right = _bands()
    ends = constant(SLOPE_ENDS[::-1].copy(), core)
    if is_plain(core):
        return _compiled(core, ends)
    falls = constant(_falls(), core)
    # Sums are contiguous in memory, as searching wants them.
    bands = [xp.reshape(core[..., i], (-1,)) + 0 for i in range(21)]
    value = bands[0]
    points = []
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        place = xp.searchsorted(ends, value, side="right")
        fall = xp.take(falls[min(max(a - 1, 0), 7)], place, axis=0)
        value = xp.maximum(value - fall, bands[a])
        if a != b:
            value = xp.maximum(value, bands[b])
        points.append(value)
    return xp.reshape(xp.stack(points, axis=-1), (*core.shape[:-1], len(points)))
