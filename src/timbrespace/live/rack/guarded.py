"""An effect that never raises, and gives numbers only."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Floats, Running
from timbrespace.live.guard import FALL_S, LOUDEST, MOST_REST_S, REST_S


class Guarded:
    """Silence where an effect fails: reached by a short fall, left by a fade-in over one block.

    As :class:`timbrespace.live.guard.Guard` is for voices. The effect is reset, because what it
    remembers may be spoilt, and tried again after a rest.

    Args:
        running: The effect.
        sample_rate: In Hz.
        channels: How many.
    """

    def __init__(self, running: Running, sample_rate: int, channels: int) -> None:
        #: The last reason; empty while all is well.
        self.problem = ""
        self.failures = 0
        self.delay_samples = running.delay_samples
        self._running = running
        self._sample_rate = sample_rate
        self._last = np.zeros((channels, 1), np.float32)
        self._rest_s, self._wait_s = REST_S, 0.0
        self._returning = False

    def process(self, block: Audio, theta: Floats) -> Audio:
        """The next samples ``(C, n)``."""
        n = block.shape[1]
        if self._wait_s > 0:
            self._wait_s -= n / self._sample_rate
            return self._silence(n)
        try:
            made = _checked(self._running.process(block, theta), block.shape)
        except Exception as error:
            self._fail(str(error) or type(error).__name__)
            return self._silence(n)
        if self._returning:
            made = made * np.linspace(0, 1, n, dtype=np.float32)
            self._returning, self._rest_s, self.problem = False, REST_S, ""
        self._last = made[:, -1:]
        return made

    def reset(self) -> None:
        """Silence lies behind."""
        try:
            self._running.reset()
        except Exception as error:
            self._fail(str(error) or type(error).__name__)

    def close(self) -> None:
        """Give back what it holds."""
        self._running.close()

    def _fail(self, problem: str) -> None:
        self.failures += 1
        self.problem, self._returning = problem, True
        self._wait_s, self._rest_s = self._rest_s, min(MOST_REST_S, 2 * self._rest_s)
        try:
            self._running.reset()
        except Exception as error:
            self.problem = f"{problem}; nor can it be reset: {error}"

    def _silence(self, n: int) -> Audio:
        fall = np.exp(-np.arange(1, n + 1, dtype=np.float32) / (FALL_S * self._sample_rate))
        made = np.asarray(self._last * fall, np.float32)
        self._last = made[:, -1:]
        return made


def _checked(made: Audio, shape: tuple[int, ...]) -> Audio:
    if made.shape != shape:
        raise ValueError(f"the effect gave samples {made.shape}, not {shape}")
    # One pass: a sum of squares is a number only where all samples are.
    if not np.isfinite(np.vdot(made, made)):
        if not np.isfinite(made).all():
            raise ValueError("the effect gave samples that are not numbers")
        return np.clip(made, -LOUDEST, LOUDEST)
    return made
