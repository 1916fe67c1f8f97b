"""The flanger as it plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.flanger import FULL, LONGEST_MS


class Twin:
    """See :func:`timbrespace.effects.mda.flanger.form.form`, which it follows.

    Args:
        sample_rate: In Hz.
        channels: Each goes its own way.
    """

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        longest = LONGEST_MS * sample_rate / 1_000
        rounds = math.ceil(math.log(1e-3) / math.log(FULL)) + 1
        self.tail_samples = math.ceil(longest + 1) * rounds
        self._sample_rate = sample_rate
        self._line = np.zeros((channels, math.ceil(longest) + 2))
        #: The last sample read, by channel.
        self._read = np.zeros(channels)
        #: Where the line is written next, and the cycles that the swing has made.
        self._at, self._cycles = 0, 0.0

    def process(self, block: Audio, values: Floats) -> Audio:
        """The next samples ``(C, n)`` under ``(rate, depth, mix, feedback, depth_mod)``."""
        out = np.empty_like(block)
        rate, depth, mix, feedback, depth_mod = values
        self._at, self._cycles = _run(
            block,
            out,
            self._line,
            self._read,
            self._at,
            self._cycles,
            rate / self._sample_rate,
            depth * self._sample_rate / 1_000,
            mix / 100,
            feedback / 100 * FULL,
            depth_mod / 100,
        )
        return out

    def reset(self) -> None:
        """Silence lies behind, and the swing begins anew."""
        self._line[:] = 0
        self._read[:] = 0
        self._at, self._cycles = 0, 0.0


@compiled_as(
    "Tuple((i8, f8))(f4[:,::1], f4[:,::1], f8[:,::1], f8[::1], i8, f8, f8, f8, f8, f8, f8)"
)
def _run(
    block: Audio,
    out: Audio,
    line: Floats,
    read: Floats,
    at: int,
    cycles: float,
    step: float,
    depth: float,
    mix: float,
    feedback: float,
    swing: float,
) -> tuple[int, float]:
    channels, steps = block.shape
    size = line.shape[1]
    for t in range(steps):
        phase = 2 * (cycles - round(cycles))
        delay = depth * (1 - swing * phase * phase)
        whole = int(delay)
        part = delay - whole
        near = (at - whole) % size
        far = (near - 1) % size
        for c in range(channels):
            line[c, at] = block[c, t] + feedback * read[c]
            found = (1 - part) * line[c, near] + part * line[c, far]
            read[c] = found if abs(found) > SILENCE else 0.0
            out[c, t] = (1 - mix) * block[c, t] - mix * found
        at = (at + 1) % size
        cycles += step
    return at, cycles % 1.0
