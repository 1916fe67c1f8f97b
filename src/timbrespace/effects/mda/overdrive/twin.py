"""The overdrive that plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.overdrive import MUFFLE_POWER, SOFT
from timbrespace.effects.mda.rates import samples_at, share_at


class Twin:
    """See :class:`timbrespace.effects.own.Twin`."""

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        # The slowest pole, 0.975, has fallen to -60 dB after 272 samples.
        self.tail_samples = round(samples_at(272, sample_rate))
        self._sample_rate = sample_rate
        self._held = np.zeros(channels)

    def process(self, block: Audio, values: Floats) -> Audio:
        """``(C, n)`` under drive (%), muffle (%) and output (dB)."""
        out = np.empty_like(block)
        share = share_at(10.0 ** (MUFFLE_POWER * values[1] / 100.0), self._sample_rate)
        gain = 10.0 ** (values[2] / 20.0)
        _overdrive(block, out, self._held, values[0] / 100.0, share, gain)
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._held[:] = 0.0


@compiled_as("(f4[:,::1], f4[:,::1], f8[::1], f8, f8, f8)")
def _overdrive(
    x: Audio, out: Audio, held: Floats, drive: float, share: float, gain: float
) -> None:
    for c in range(x.shape[0]):
        low = held[c]
        for t in range(x.shape[1]):
            sample = float(x[c, t])
            rooted = sample / math.sqrt(abs(sample) + SOFT)
            low += share * (sample + drive * (rooted - sample) - low)
            out[c, t] = gain * low
        held[c] = low if abs(low) > SILENCE else 0.0  # or it would end in slow, tiny numbers
