"""The multiband compressor as it plays."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.multiband.law import law


class Twin:
    """See :func:`timbrespace.effects.mda.multiband.form.form`, which it follows.

    Args:
        sample_rate: In Hz.
        channels: Two.
    """

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        # The lowest filter falls by 60 dB in 7 time constants of 1.1 ms; two of them in 10.
        self.tail_samples = round(0.012 * sample_rate)
        self._sample_rate = sample_rate
        #: Three filters and two envelopes.
        self._state = np.zeros(5)

    def process(self, block: Audio, values: Floats) -> Audio:
        """The next samples ``(2, n)`` under values in the order of the parameters."""
        out = np.empty_like(block)
        _run(block, out, self._state, np.array(law(np, self._sample_rate, *values)))
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._state[:] = 0


@compiled_as("void(f4[:,::1], f4[:,::1], f8[::1], f8[::1])")
def _run(block: Audio, out: Audio, state: Floats, found: Floats) -> None:
    low_step, high_step, middle_pull, high_pull = found[0], found[1], found[2], found[3]
    low_gain, middle_gain, high_gain = found[4], found[5], found[6]
    attack, release, slow_attack, slow_release = found[7], found[8], found[9], found[10]
    width = found[11]
    below, soft, low = state[0], state[1], state[2]
    middle_envelope, high_envelope = state[3], state[4]
    for t in range(block.shape[1]):
        x = 0.5 * (block[0, t] + block[1, t])
        side = 0.5 * (block[0, t] - block[1, t]) * width
        below += high_step * (x - below)
        soft += low_step * (below - soft)
        low += low_step * (soft - low)
        high, middle = x - below, below - low
        rise = abs(high) - high_envelope
        high_envelope += attack * rise if rise > 0 else -release * high_envelope
        rise = abs(middle) - middle_envelope
        middle_envelope += slow_attack * rise if rise > 0 else -slow_release * middle_envelope
        pressed = (low_gain * low + high_gain * high) / (1 + high_pull * high_envelope)
        pressed += middle_gain * middle / (1 + middle_pull * middle_envelope)
        out[0, t] = pressed + side
        out[1, t] = pressed - side
    state[0], state[1], state[2] = below, soft, low
    state[3], state[4] = middle_envelope, high_envelope
    for i in range(5):
        if abs(state[i]) < SILENCE:
            state[i] = 0.0
