"""The end of every audio path: fade, gain, limiter, meters."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.live.guard import LOUDEST
from timbrespace.live.limiter import Limiter
from timbrespace.live.meters import Meters
from timbrespace.live.ramp import Ramp
from timbrespace.spaces.base import Audio

FADE_S = 0.010
GAIN_S = 0.020


class Outlet:
    """What leaves is never over full scale, and begins and ends without a click.

    Args:
        channels: How many.
        sample_rate: In Hz.
        most: Samples of the longest block.
    """

    def __init__(self, channels: int, sample_rate: int, most: int) -> None:
        self.limiter = Limiter(channels, sample_rate, most)
        self.meters = Meters(channels, sample_rate)
        self._fade = Ramp(0.0, round(FADE_S * sample_rate))
        self._gain = Ramp(1.0, round(GAIN_S * sample_rate))
        self._factors = np.zeros(most)

    @property
    def sounds(self) -> bool:
        """Whether it plays, or still fades out."""
        return not self._fade.rests_at(0.0)

    @property
    def left(self) -> int:
        """Samples until a fade is over."""
        return self._fade.left

    def play(self, on: bool) -> None:
        """Fade in, or out."""
        self._fade.go(1.0 if on else 0.0)

    def set_gain(self, factor: float) -> None:
        """Another gain, soon."""
        self._gain.go(factor)

    def pass_silence(self, made: Audio) -> None:
        """Nothing is played: time goes by ``(C, T)``."""
        made.fill(0.0)
        self._gain.fill(self._factors[: made.shape[1]])

    def amplify(self, made: Audio) -> None:
        """Gain and fade over ``(C, T)``, in place."""
        factors = self._factors[: made.shape[1]]
        if not self._gain.rests_at(1.0):
            self._gain.fill(factors)
            np.multiply(made, factors, out=made, casting="same_kind")
        if not self._fade.rests_at(1.0):
            # A raised cosine: no kink at either end.
            self._fade.fill(factors)
            factors *= math.pi / 2
            np.sin(factors, out=factors)
            np.square(factors, out=factors)
            np.multiply(made, factors, out=made, casting="same_kind")
        np.clip(made, -LOUDEST, LOUDEST, out=made)

    def finish(self, made: Audio) -> None:
        """Limit ``(C, T)`` in place, and look how loud it is."""
        self.limiter.process(made)
        self.meters.see(made)
