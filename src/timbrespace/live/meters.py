"""How loud it is: peaks that fall slowly, and a mean over 300 ms."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.spaces.base import Audio

FALL_DB_S = 24.0
MEAN_S = 0.3
#: What the meters call silence.
FLOOR_DB = -120.0


class Meters:
    """Peak and RMS of each channel, in dB of full scale.

    Args:
        channels: How many.
        sample_rate: In Hz.

    Example:
        >>> meters = Meters(1, 48_000)
        >>> meters.see(np.full((1, 480), 0.5, np.float32))
        >>> [round(db, 1) for db in meters.peak_db]
        [-6.0]
    """

    def __init__(self, channels: int, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._peak = np.zeros(channels)
        self._square = np.zeros(channels)

    def see(self, block: Audio) -> None:
        """Take notice of ``(C, T)``."""
        seconds = block.shape[1] / self._sample_rate
        self._peak *= 10 ** (-FALL_DB_S * seconds / 20)
        np.maximum(self._peak, block.max(axis=1, initial=0), out=self._peak)
        np.maximum(self._peak, -block.min(axis=1, initial=0), out=self._peak)
        kept = math.exp(-seconds / MEAN_S)
        self._square *= kept
        for channel, samples in enumerate(block):
            mean = float(np.dot(samples, samples)) / max(1, block.shape[1])
            self._square[channel] += (1 - kept) * mean

    @property
    def peak_db(self) -> list[float]:
        """Of each channel; falls by 24 dB a second."""
        return [decibels(float(peak)) for peak in self._peak]

    @property
    def rms_db(self) -> list[float]:
        """Of each channel, over 300 ms."""
        return [decibels(math.sqrt(float(square))) for square in self._square]


def decibels(amplitude: float) -> float:
    """Of full scale; never below -120.

    Example:
        >>> decibels(0.1), decibels(0.0)
        (-20.0, -120.0)
    """
    return max(FLOOR_DB, 20 * math.log10(amplitude)) if amplitude > 0 else FLOOR_DB
