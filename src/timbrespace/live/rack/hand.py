"""An effect while it sounds, its settings gliding to where they are wanted."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Floats, Running
from timbrespace.live.rack.guarded import Guarded
from timbrespace.live.smoothing import Smoother


class Hand:
    """A running effect and its settings.

    While settings glide, sound is cut into small pieces, counted from where the glide began:
    blocks of any size give the same samples.

    Args:
        running: The effect.
        theta: Its settings ``(P,)``.
        sample_rate: In Hz.
        channels: How many.
        smooth_ms: Time constant of the glide.
        grain: Samples for which settings hold while they glide.
    """

    def __init__(
        self,
        running: Running,
        theta: Floats,
        sample_rate: int,
        channels: int,
        smooth_ms: float,
        grain: int,
    ) -> None:
        self.guarded = Guarded(running, sample_rate, channels)
        self._grain = grain
        start = np.asarray(theta, np.float32)
        self._smoother = Smoother(start, self._grain / sample_rate, smooth_ms)
        self._frame = start[None].copy()
        self._now: Floats = np.array(theta, np.float64)
        self._left = 0

    @property
    def now(self) -> Floats:
        """The settings as they are."""
        return self._now

    def go(self, theta: Floats) -> None:
        """Glide to settings ``(P,)``."""
        self._smoother.go(np.asarray(theta, np.float32))

    def jump(self, theta: Floats) -> None:
        """Be there at once."""
        self._smoother.jump(np.asarray(theta, np.float32))
        self._now[:] = theta
        self._left = 0

    def set_time(self, ms: float) -> None:
        """Another time constant."""
        self._smoother.set_time(ms)

    def process(self, dry: Audio, out: Audio) -> None:
        """The effect of ``(C, n)`` into ``out``."""
        n, done = dry.shape[1], 0
        while done < n:
            if self._left == 0 and self._smoother.moves:
                self._smoother.fill(self._frame)
                self._now[:] = self._frame[0]
                self._left = self._grain
            take = min(n - done, self._left) if self._left else n - done
            piece = slice(done, done + take)
            out[:, piece] = self.guarded.process(dry[:, piece], self._now)
            self._left = max(0, self._left - take)
            done += take
