"""Plain samples, fewer and coarser: the baseline that costs nothing to build."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.measure.align import at_rate, in_step
from timbrespace.measure.codecs.base import Carried
from timbrespace.measure.waveform import Mono

#: Bits of a sample, until the rate is that of the sound and more bits are left to spend.
BITS = 8
MOST_BITS = 16
#: Below this no change of rate makes sense.
LEAST_HZ = 50


@dataclass(frozen=True)
class Pcm:
    """Samples of fewer bits at a lower rate, linear, without dither.

    Args:
        rate_hz: Of the samples that are sent.
        bits: Of each.
    """

    rate_hz: int
    bits: int
    name: str = "pcm"

    @classmethod
    def at(cls, kbit_s: float, sample_rate: int) -> Pcm:
        """Samples that take so many kbit/s: 8 bits at a lower rate, or more bits at its own.

        Args:
            kbit_s: The rate to meet.
            sample_rate: Of the sounds, in Hz.

        Example:
            >>> Pcm.at(88.2, 22_050)
            Pcm(rate_hz=11025, bits=8, name='pcm')
            >>> Pcm.at(264.6, 22_050)
            Pcm(rate_hz=22050, bits=12, name='pcm')
        """
        rate_hz = min(sample_rate, round(kbit_s * 1000 / BITS))
        bits = int(min(MOST_BITS, kbit_s * 1000 / rate_hz)) if rate_hz == sample_rate else BITS
        return cls(max(LEAST_HZ, rate_hz), bits)

    @property
    def title(self) -> str:
        """What it is, for a table."""
        return f"PCM, {self.bits} bit at {self.rate_hz} Hz"

    def carry(self, audio: Mono, sample_rate: int) -> Carried:
        """Send a sound; see :class:`timbrespace.measure.codecs.base.Codec`."""
        steps = np.float32(2 ** (self.bits - 1))
        sent = at_rate(audio[None], sample_rate, self.rate_hz)
        rounded = np.clip(np.rint(sent * steps), -steps, steps - 1) / steps
        heard = at_rate(rounded[None], self.rate_hz, sample_rate)
        return Carried(in_step(heard, len(audio)), len(sent) * self.bits)
