"""The Leslie as it plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.leslie import LONGEST_MS
from timbrespace.effects.mda.leslie.law import DRUM_AT, HORN_AT, law

#: Radians in a cycle.
TURN = 2 * math.pi


class Twin:
    """See :func:`timbrespace.effects.mda.leslie.form.form`, which it follows.

    When the mode or the speed changes, the rotors take their time.

    Args:
        sample_rate: In Hz.
        channels: Two.
    """

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        longest = math.ceil(LONGEST_MS * sample_rate / 1_000) + 1
        # The lowest filter falls by 60 dB in 7 time constants of 1.9 ms; two of them in 10.
        self.tail_samples = longest + round(0.02 * sample_rate)
        self._sample_rate = sample_rate
        self._line = np.zeros(longest + 1)
        #: Cycles and speeds of horn and drum, and two filters.
        self._state = np.zeros(6)
        self._at = 0
        self.reset()

    def process(self, block: Audio, values: Floats) -> Audio:
        """The next samples ``(2, n)`` under values in the order of the parameters."""
        out = np.empty_like(block)
        found = np.array(law(np, self._sample_rate, *values))
        self._at = _run(block, out, self._line, self._state, self._at, found)
        return out

    def reset(self) -> None:
        """Silence lies behind, and the rotors rest."""
        self._line[:] = 0
        self._state[:] = (HORN_AT, 0.0, DRUM_AT, 0.0, 0.0, 0.0)
        self._at = 0


@compiled_as("UniTuple(f8, 2)(f8, f8, f8)")
def _turned(cos: float, sin: float, angle: float) -> tuple[float, float]:
    """A direction turned by a small angle: by its series, to 1e-12 at 8 kHz and full speed."""
    square = angle * angle
    by_cos = 1 - square * (0.5 - square / 24)
    by_sin = angle * (1 - square / 6)
    return cos * by_cos - sin * by_sin, sin * by_cos + cos * by_sin


@compiled_as("i8(f4[:,::1], f4[:,::1], f8[::1], f8[::1], i8, f8[::1])")
def _run(block: Audio, out: Audio, line: Floats, state: Floats, at: int, found: Floats) -> int:
    horn_speed, horn_step, drum_speed, drum_step, step = (
        found[0], found[1], found[2], found[3], found[4]
    )  # fmt: skip
    low_gain, high_gain, low_width, low_throb = found[5], found[6], found[7], found[8]
    high_width, high_throb, depth = found[9], found[10], found[11]
    horn, horn_pace, drum, drum_pace, soft, low = (
        state[0], state[1], state[2], state[3], state[4], state[5]
    )  # fmt: skip
    size = line.shape[0]
    away, aside = math.cos(TURN * horn), math.sin(TURN * horn)
    ahead, across = math.cos(TURN * drum), math.sin(TURN * drum)
    for t in range(block.shape[1]):
        x = 0.5 * (block[0, t] + block[1, t])
        soft += step * (x - soft)
        low += step * (soft - low)
        line[at] = x - low
        swing = away * away * away
        delay = 0.5 * depth * (1 + swing)
        whole = int(delay)
        part = delay - whole
        near = at - whole if at >= whole else at - whole + size
        far = near - 1 if near > 0 else size - 1
        high = (1 - part) * line[near] + part * line[far]
        high = 0.5 * (line[at] + high) * high_gain * (1 - high_throb * swing)
        deep = low * low_gain * (1 + low_throb * ahead)
        high_turn = high * high_width * aside
        low_turn = deep * low_width * across
        out[0, t] = high + high_turn + deep + low_turn
        out[1, t] = high - high_turn + deep - low_turn
        at = at + 1 if at + 1 < size else 0
        horn_pace += horn_step * (horn_speed - horn_pace)
        drum_pace += drum_step * (drum_speed - drum_pace)
        horn += horn_pace
        drum += drum_pace
        away, aside = _turned(away, aside, TURN * horn_pace)
        ahead, across = _turned(ahead, across, TURN * drum_pace)
    state[0], state[1], state[2], state[3] = horn % 1.0, horn_pace, drum % 1.0, drum_pace
    state[4] = soft if abs(soft) > SILENCE else 0.0
    state[5] = low if abs(low) > SILENCE else 0.0
    return at
