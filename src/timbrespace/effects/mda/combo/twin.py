"""The combo that plays."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.mda.combo import (
    FRONT_GAIN,
    FRONT_ON_HZ,
    HEARD,
    HIGH_PASS_HZ,
    LOW_PASS_HZ,
    pole_at,
)

#: The front at full resonance has let go of a tone of 20 Hz, the lowest audible one.
TAIL_S = 1.5


class Twin:
    """See :class:`timbrespace.effects.own.Twin`."""

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        self.tail_samples = round(TAIL_S * sample_rate)
        self._sample_rate = sample_rate
        self._low = pole_at(LOW_PASS_HZ, sample_rate)
        self._high = pole_at(HIGH_PASS_HZ, sample_rate)
        self._gains = np.array([gain for gain, _ in HEARD])
        self._echoes = np.array([int(at_s * sample_rate) for _, at_s in HEARD])
        # A power of 2, as the loop finds its place by masking.
        size = 1 << int(self._echoes.max()).bit_length()
        self._ring = np.zeros((channels, size))
        self._held = np.zeros((channels, 7))
        self._at = 0

    def process(self, block: Audio, values: Floats) -> Audio:
        """``(C, n)`` under drive, bias (%), output (dB), hpf_freq (Hz) and hpf_reso (%)."""
        out = np.empty_like(block)
        drive, bias, output, hz, reso = values
        on = FRONT_GAIN * min(hz / FRONT_ON_HZ, 1.0)
        loud = 0.5 * 10.0 ** (output / 20.0)
        self._at = _combo(
            block, out, self._ring, self._held, loud * self._gains, self._echoes, self._at,
            drive / 200.0 + 0.5, bias / 100.0, self._low, self._high,
            min(2.0 * math.pi * hz / self._sample_rate, 1.0), 1.1 - reso / 100.0,
            on,
        )  # fmt: skip
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._ring[:] = 0.0
        self._held[:] = 0.0
        self._at = 0


@compiled_as("f8(f8, f8, f8, b1)")
def _bend(u: float, k: float, level: float, is_soft: bool) -> float:
    if is_soft:
        return level * k * u / (1.0 + k * abs(u))
    return min(max(k * u, -level), level)


@compiled_as(
    "i8(f4[:,::1], f4[:,::1], f8[:,::1], f8[:,::1], f8[::1], i8[::1], i8,"
    " f8, f8, f8, f8, f8, f8, f8)"
)
def _combo(
    x: Audio,
    out: Audio,
    ring: Floats,
    held: Floats,
    gains: Floats,
    echoes: Floats,
    begin: int,
    drive: float,
    bias: float,
    low: float,
    high: float,
    f: float,
    q: float,
    on: float,
) -> int:
    shift = 0.6 * bias / (1.0 + 3.0 * abs(drive - 0.5))
    is_soft = drive < 0.5
    k = 10.0 ** (2.0 - 6.0 * drive) if is_soft else 10.0 ** (7.0 * max(drive - 0.7, 0.0))
    level = 0.55 + 150.0 * drive**4 if is_soft else 0.5 + 16.0 * max(0.7 - drive, 0.0)
    # Twice what comes in, and heard at half: the real one adds two channels.
    push = 2.0 * (1.0 + on * k)
    rest = _bend(shift, k, level, is_soft)
    mask = ring.shape[1] - 1
    first, second = echoes[1], echoes[2]
    for c in range(x.shape[0]):
        at = begin
        a, b, d, e, lows, flow, fband = held[c]
        for t in range(x.shape[1]):
            sample = float(x[c, t])
            fband += f * (sample - flow - q * fband)
            flow += f * fband
            bent = _bend(push * (sample - flow) + shift, k, level, is_soft) - rest
            a += (1.0 - low) * (bent - a)
            b += (1.0 - low) * (a - b)
            d += (1.0 - low) * (b - d)
            e += (1.0 - low) * (d - e)
            lows += (1.0 - high) * (e - lows)
            cabinet = e - lows
            ring[c, at] = cabinet
            out[c, t] = (
                gains[0] * cabinet
                + gains[1] * ring[c, (at - first) & mask]
                + gains[2] * ring[c, (at - second) & mask]
            )
            at = (at + 1) & mask
        held[c] = (a, b, d, e, lows, flow, fband)
        for i in range(held.shape[1]):
            if abs(held[c, i]) < SILENCE:
                held[c, i] = 0.0
    following: int = (begin + x.shape[1]) & mask
    return following
