"""One effect while it sounds, its settings gliding to where they are wanted."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Effect, Floats
from timbrespace.live.rack.guarded import Guarded
from timbrespace.live.smoothing import Smoother

#: Blocks of silence that go through before it is heard: compiling happens where nobody waits.
_WARM_UP = (64, 256, 2_048)


class Lane:
    """An effect, what it remembers, and its settings.

    While settings glide, sound is cut at every grain of the effect, counted from the beginning:
    blocks of any size give the same samples.

    Args:
        effect: The effect.
        theta: Its settings ``(P,)``.
        sample_rate: In Hz.
        channels: How many.
        smooth_ms: Time constant of the glide.
    """

    def __init__(
        self, effect: Effect, theta: Floats, sample_rate: int, channels: int, smooth_ms: float
    ) -> None:
        self.effect = effect
        self._channels = channels
        running = effect.stream(sample_rate, channels)
        self._grain = max(1, running.grain_samples)
        self._guarded = Guarded(running, sample_rate, channels)
        self.delay_samples = running.delay_samples
        self._smoother = Smoother(
            np.asarray(theta, np.float32), self._grain / sample_rate, smooth_ms
        )
        self._frame = np.asarray(theta, np.float32)[None].copy()
        self._now: Floats = np.asarray(theta, np.float64).copy()
        self._left = 0

    @property
    def problem(self) -> str:
        """Why it is silent, or ``""``."""
        return self._guarded.problem

    def warm_up(self) -> None:
        """Let silence through, and forget it."""
        for n in _WARM_UP:
            self._guarded.process(np.zeros((self._channels, n), np.float32), self._now)
        self._guarded.reset()

    def go(self, theta: Floats) -> float:
        """Glide to settings ``(P,)``; how far that is (travel, root mean square)."""
        self._smoother.go(np.asarray(theta, np.float32))
        return float(np.sqrt(np.mean(np.square(theta - self._now)))) if len(theta) else 0.0

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
            out[:, done : done + take] = self._guarded.process(
                dry[:, done : done + take], self._now
            )
            self._left = max(0, self._left - take)
            done += take

    def reset(self) -> None:
        """Silence lies behind."""
        self._guarded.reset()

    def close(self) -> None:
        """Give back what the effect holds."""
        self._guarded.close()
