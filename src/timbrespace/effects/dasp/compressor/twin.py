"""The compressor as it plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as


class Twin:
    """See :func:`timbrespace.effects.dasp.compressor.form.form`, which it follows.

    Args:
        sample_rate: In Hz.
        channels: Compressed together, by their sum.
    """

    delay_samples = 0
    #: A gain makes no sound by itself.
    tail_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        self._sample_rate = sample_rate
        #: The gain, smoothed, in dB.
        self._gain_db = np.zeros(1)

    def process(self, block: Audio, values: Floats) -> Audio:
        """The next samples ``(C, n)`` under values in the order of the parameters."""
        threshold, ratio, attack, _, knee, make_up = values
        # The attack is the time from a tenth to nine tenths.
        step = -math.expm1(-math.log(9) / (self._sample_rate * attack / 1_000))
        out = np.empty_like(block)
        _run(block, out, self._gain_db, threshold, 1 / ratio - 1, step, knee, make_up)
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._gain_db[:] = 0


@compiled_as("void(f4[:,::1], f4[:,::1], f8[::1], f8, f8, f8, f8, f8)")
def _run(
    block: Audio,
    out: Audio,
    state: Floats,
    threshold: float,
    slope: float,
    step: float,
    knee: float,
    make_up: float,
) -> None:
    channels, steps = block.shape
    last = state[0]
    for t in range(steps):
        total = 0.0
        for c in range(channels):
            total += block[c, t]
        over = 20 * math.log10(max(abs(total), 1e-8)) - threshold
        wanted = 0.0
        if over > knee / 2:
            wanted = slope * over
        elif over >= -knee / 2:
            wanted = slope * (over + knee / 2) ** 2 / (2 * knee)
        last += step * (wanted - last)
        gain = 10 ** ((last + make_up) / 20)
        for c in range(channels):
            out[c, t] = block[c, t] * gain
    state[0] = last if abs(last) > SILENCE else 0.0
