"""Dynamics as it plays."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.dynamics.law import MOST, law


class Twin:
    """See :func:`timbrespace.effects.mda.dynamics.form.form`, which it follows.

    Args:
        sample_rate: In Hz.
        channels: Two.
    """

    delay_samples = 0
    #: A gain makes no sound by itself.
    tail_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        self._sample_rate = sample_rate
        #: The level, the limiter's level, and how far the gate is open.
        self._state = np.zeros(3)

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
    threshold, pull, output, attack, release = found[0], found[1], found[2], found[3], found[4]
    limit, gate, opening, closing, dry = found[5], found[6], found[7], found[8], found[9]
    level, held, opened = state[0], state[1], state[2]
    for t in range(block.shape[1]):
        peak = max(abs(block[0, t]), abs(block[1, t]))
        if peak > level:
            level += attack * (peak - level)
            held = peak
        else:
            level -= release * level
            held -= release * held
        over = max(level / threshold - 1, 0.0)
        gain = output / max(1 + pull * over, 1 / MOST)
        gain = min(gain, limit / max(held, 1e-9))
        power = (level / gate) * (level / gate)
        power *= power
        power *= power
        way = 1 - 1 / (1 + power) - opened
        opened += way * (opening if way > 0 else closing)
        whole = dry + gain * opened
        out[0, t] = block[0, t] * whole
        out[1, t] = block[1, t] * whole
    state[0], state[1], state[2] = level, held, opened
    for i in range(3):
        if abs(state[i]) < SILENCE:
            state[i] = 0.0
