"""The ring modulator that plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.ringmod import MOST_FEEDBACK


class Twin:
    """See :class:`timbrespace.effects.own.Twin`."""

    delay_samples = 0
    #: What is fed back at most, 0.95, has fallen to -60 dB after 135 samples.
    tail_samples = 135

    def __init__(self, sample_rate: int, channels: int) -> None:
        self._sample_rate = sample_rate
        self._last = np.zeros(channels)
        self._cycles = 0.0

    def process(self, block: Audio, values: Floats) -> Audio:
        """``(C, n)`` under freq (Hz), fine (Hz) and feedback (%)."""
        out = np.empty_like(block)
        step = (values[0] + values[1]) / self._sample_rate
        back = MOST_FEEDBACK * values[2] / 100.0
        self._cycles = _ring(block, out, self._last, self._cycles, step, back)
        return out

    def reset(self) -> None:
        """Silence lies behind, and the sine begins anew."""
        self._last[:] = 0.0
        self._cycles = 0.0


@compiled_as("f8(f4[:,::1], f4[:,::1], f8[::1], f8, f8, f8)")
def _ring(x: Audio, out: Audio, last: Floats, cycles: float, step: float, back: float) -> float:
    for t in range(x.shape[1]):
        sine = math.sin(2.0 * math.pi * cycles)
        for c in range(x.shape[0]):
            sample = (x[c, t] + back * last[c]) * sine
            last[c] = sample if abs(sample) > SILENCE else 0.0
            out[c, t] = sample
        cycles = (cycles + step) % 1.0
    return cycles
