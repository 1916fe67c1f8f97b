"""The delay that plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.delay import (
    LONGEST_MS,
    MOST_FEEDBACK,
    NEAREST,
    TONE_AT,
    TONE_HIGH,
    TONE_LOW,
)
from timbrespace.effects.mda.loops import GLIDE_PER_S, Places, aim, read, ring_length

#: After so many echoes at most feedback, 0.99 of each other, it is 60 dB down.
MOST_ECHOES = 688


class Twin:
    """See :class:`timbrespace.effects.own.Twin`.

    A delay that is moved glides to its new place, as a tape would.
    """

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        longest = math.ceil(LONGEST_MS * sample_rate / 1e3)
        self.tail_samples = longest * MOST_ECHOES
        self._sample_rate = sample_rate
        self._ring = np.zeros(ring_length(longest))
        self._delays = np.full(2, -1.0)
        self._wholes, self._taps = np.zeros(2, np.int64), np.zeros((2, 4))
        self._low = np.zeros(1)
        self._at = 0

    def process(self, block: Audio, values: Floats) -> Audio:
        """``(2, n)`` under left (ms), right (% of left), feedback, tone and mix (%)."""
        out = np.empty_like(block)
        left, right, feedback, tone, mix = values
        per_ms = self._sample_rate / 1e3
        far = min(left * right / 100.0, LONGEST_MS)
        wanted = np.array([max(left * per_ms, NEAREST), max(far * per_ms, NEAREST)])
        kept, low, share = _tone(tone / 100.0, self._sample_rate)
        self._at = _echo(
            block, out, self._ring, self._delays, self._wholes, self._taps, self._low, self._at,
            wanted, GLIDE_PER_S / self._sample_rate,
            MOST_FEEDBACK * feedback / 100.0, kept, low, share, mix / 100.0,
        )  # fmt: skip
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._ring[:] = 0.0
        self._delays[:] = -1.0
        self._low[:] = 0.0
        self._at = 0


def _tone(dull: float, sample_rate: int) -> tuple[float, float, float]:
    """How much of the plain and of the low-passed line, and the pole's share."""
    if dull < 0.0:
        power, kept, low = TONE_AT + TONE_LOW * (1.0 + dull), 1.0 + dull, -dull
    else:
        power, kept, low = TONE_AT + TONE_HIGH * dull, 1.0, -0.5 * dull
    return kept, low, 1.0 - math.exp(-2.0 * math.pi / sample_rate * 10.0**power)


@compiled_as(
    "i8(f4[:,::1], f4[:,::1], f8[::1], f8[::1], i8[::1], f8[:,::1], f8[::1], i8, f8[::1],"
    " f8, f8, f8, f8, f8, f8)"
)
def _echo(
    x: Audio,
    out: Audio,
    ring: Floats,
    delays: Floats,
    wholes: Places,
    taps: Floats,
    lows: Floats,
    at: int,
    wanted: Floats,
    step: float,
    back: float,
    kept: float,
    low: float,
    share: float,
    mix: float,
) -> int:
    dry, wet = 1.0 - mix * mix, 1.0 - (1.0 - mix) * (1.0 - mix)
    dull, mask = lows[0], ring.shape[0] - 1
    moving = True
    for t in range(x.shape[1]):
        if moving:
            moving = aim(delays, wanted, step, wholes, taps)
        left = read(ring, at - wholes[0], taps[0])
        right = read(ring, at - wholes[1], taps[1])
        line = 0.5 * (float(x[0, t]) + x[1, t]) + back * (left + right)
        dull += share * (line - dull)
        toned = kept * line + low * dull
        ring[at] = toned if abs(toned) > SILENCE else 0.0
        out[0, t] = dry * x[0, t] + wet * left
        out[1, t] = dry * x[1, t] + wet * right
        at = (at + 1) & mask
    lows[0] = dull if abs(dull) > SILENCE else 0.0
    return at
