"""The ambience that plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.ambience import (
    DAMP_LOW,
    DAMP_RANGE,
    LARGER,
    LOUD,
    ROUND,
    SHORTEST,
    SMALLEST,
)
from timbrespace.effects.mda.loops import GLIDE_PER_S, Places, aim, read, ring_length
from timbrespace.effects.mda.rates import samples_at, share_at

#: The largest room has died away to -60 dB after so many samples at 44.1 kHz.
LONGEST = 32_000


class Twin:
    """See :class:`timbrespace.effects.own.Twin`.

    A room whose size is moved glides to it.
    """

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        self.tail_samples = math.ceil(samples_at(LONGEST, sample_rate))
        self._sample_rate = sample_rate
        self._smallest = samples_at(np.array(SMALLEST), sample_rate)
        self._larger = samples_at(np.array(LARGER), sample_rate)
        longest = float(np.max(self._smallest + self._larger))
        self._rings = np.zeros((4, ring_length(longest)))
        self._delays = np.full(4, -1.0)
        self._wholes, self._taps = np.zeros(4, np.int64), np.zeros((4, 4))
        self._low = np.zeros(1)
        self._at = 0

    def process(self, block: Audio, values: Floats) -> Audio:
        """``(2, n)`` under size (m), HF damp (%), mix (%) and output (dB)."""
        out = np.empty_like(block)
        wanted = np.maximum(self._smallest + self._larger * (values[0] / 10.0), SHORTEST)
        share = share_at(DAMP_LOW + DAMP_RANGE * values[1] / 100.0, self._sample_rate)
        self._at = _room(
            block, out, self._rings, self._delays, self._wholes, self._taps, self._low, self._at,
            wanted, GLIDE_PER_S / self._sample_rate, share, values[2] / 100.0,
            10.0 ** (values[3] / 20.0),
        )  # fmt: skip
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._rings[:] = 0.0
        self._delays[:] = -1.0
        self._low[:] = 0.0
        self._at = 0


@compiled_as(
    "i8(f4[:,::1], f4[:,::1], f8[:,::1], f8[::1], i8[::1], f8[:,::1], f8[::1], i8, f8[::1],"
    " f8, f8, f8, f8)"
)
def _room(
    x: Audio,
    out: Audio,
    rings: Floats,
    delays: Floats,
    wholes: Places,
    taps: Floats,
    lows: Floats,
    at: int,
    wanted: Floats,
    step: float,
    share: float,
    mix: float,
    gain: float,
) -> int:
    low, mask = lows[0], rings.shape[1] - 1
    dry, wet = gain * (1.0 - mix * mix), gain * mix * LOUD
    moving = True
    for t in range(x.shape[1]):
        if moving:
            moving = aim(delays, wanted, step, wholes, taps)
        low += share * (0.5 * (float(x[0, t]) + x[1, t]) - low)
        passed, left = low, low
        for r in range(4):
            after = read(rings[r], at - wholes[r], taps[r])
            into = passed - ROUND * after
            rings[r, at] = into if abs(into) > SILENCE else 0.0
            left = passed
            passed = into + after
        out[0, t] = dry * x[0, t] + wet * (left - low)
        out[1, t] = dry * x[1, t] + wet * (passed - low)
        at = (at + 1) & mask
    lows[0] = low if abs(low) > SILENCE else 0.0
    return at
