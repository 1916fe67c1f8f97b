"""A look-ahead limiter: never over full scale, the very samples where nothing is too loud."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio

#: Samples that it looks ahead, and by which it delays: 1.3 ms at 48 kHz. A power of two.
LOOK_AHEAD = 64
#: No sample that leaves is larger: -0.1 dB of full scale.
CEILING = 10 ** (-0.1 / 20)
#: How fast the gain comes back.
RELEASE_DB_S = 80.0

_PAST = 2 * LOOK_AHEAD


class Limiter:
    """Gain that is down in time for each peak, and comes back in a straight line of decibels.

    The gain that each sample needs is held for the look-ahead and then averaged over it, so it
    is reached without a jump and not a sample late; the same gain goes to all channels. Blocks
    of any size give the same samples.

    Args:
        channels: How many.
        sample_rate: In Hz.
        most: Samples of the longest block.
    """

    def __init__(self, channels: int, sample_rate: int, most: int) -> None:
        #: Samples by which it delays.
        self.delay_samples = LOOK_AHEAD
        #: The gain at its lowest in the last block, in dB, from 0 downwards.
        self.gain_db = 0.0
        self._slope = np.arange(1, most + 1) * (RELEASE_DB_S / sample_rate)
        self._waiting = np.zeros((channels, LOOK_AHEAD + most), np.float32)
        self._peak = np.zeros(most, np.float32)
        # What samples need, in dB: those before the block that still count, then the block's.
        self._needed = np.zeros(_PAST + most)
        self._held = np.zeros((2, _PAST + most))
        self._gain = np.zeros(most)

    def process(self, block: Audio) -> None:
        """Limit ``(C, T)`` in place; what comes out entered ``delay_samples`` earlier."""
        n = block.shape[1]
        if not n:
            return
        waiting = self._waiting[:, : LOOK_AHEAD + n]
        waiting[:, LOOK_AHEAD:] = block
        peak = self._peaks(block)
        if float(peak.max()) <= CEILING and not self._needed[:_PAST].any():
            block[:] = waiting[:, :n]
            self.gain_db = 0.0
        else:
            self._need(peak)
            gain = self._smooth(n)
            np.multiply(waiting[:, :n], gain, out=block, casting="same_kind")
            # Rounding may leave a sample a hair above.
            np.clip(block, -CEILING, CEILING, out=block)
            self.gain_db = 20 * float(np.log10(gain.min()))
        self._waiting[:, :LOOK_AHEAD] = waiting[:, n:].copy()

    def _peaks(self, block: Audio) -> NDArray[np.float32]:
        """The larger of all channels, sample by sample."""
        peak = self._peak[: block.shape[1]]
        np.maximum(block.max(axis=0), -block.min(axis=0), out=peak)
        return peak

    def _need(self, peak: NDArray[np.float32]) -> None:
        """Append what each sample needs, in dB, with the release after each."""
        needed = self._needed[_PAST : _PAST + len(peak)]
        np.divide(peak, CEILING, out=needed)
        np.maximum(needed, 1.0, out=needed)
        np.log10(needed, out=needed)
        needed *= -20
        # min(needed[j], released[j - 1] + slope) for all j at once: a running minimum.
        slope = self._slope[: len(peak)]
        needed -= slope
        needed[0] = min(needed[0], self._needed[_PAST - 1])
        np.minimum.accumulate(needed, out=needed)
        needed += slope

    def _smooth(self, n: int) -> NDArray[np.float64]:
        """The gain of the next ``n`` samples to leave."""
        one, other = self._held[0, : _PAST + n], self._held[1, : _PAST + n]
        one[:] = self._needed[: _PAST + n]
        self._needed[:_PAST] = one[n:]
        width = 1
        while width < LOOK_AHEAD:
            _lower(one, width, other)
            one, other = other, one
            width *= 2
        _lower(one, 1, other)
        sums, gain = one[LOOK_AHEAD:], self._gain[:n]
        np.cumsum(other[LOOK_AHEAD:], out=sums)
        np.subtract(sums[LOOK_AHEAD:], sums[:n], out=gain)
        gain /= 20 * LOOK_AHEAD
        np.power(10.0, gain, out=gain)
        return gain


def _lower(values: NDArray[np.float64], by: int, out: NDArray[np.float64]) -> None:
    """Of each value and the one ``by`` before it, the lower."""
    np.minimum(values[by:], values[:-by], out=out[by:])
    out[:by] = values[:by]
