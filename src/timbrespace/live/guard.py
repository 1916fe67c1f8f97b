"""What stands between a model and the loudspeaker: nothing that goes wrong is heard as a bang."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.voice import Player

#: 24 dB over full scale; what is louder is a fault.
LOUDEST = 16.0
#: How long a voice that failed is left alone before it is tried again, doubled each time.
REST_S = 0.1
MOST_REST_S = 5.0
#: In which the last sample of a voice that failed falls to 37 %.
FALL_S = 0.002


class Guard:
    """A player that never raises, and gives numbers only.

    Where the voice fails there is silence: reached by a short fall, left by a fade-in over one
    block. The voice is reset, because what it remembers may be spoilt, and tried again.

    Args:
        player: Of the voice.
        channels: How many it has.
        hop: Samples of one frame.
        sample_rate: Its rate, in Hz.
    """

    def __init__(self, player: Player, channels: int, hop: int, sample_rate: int) -> None:
        #: How often the voice failed, and the last reason; empty while all is well.
        self.failures = 0
        self.problem = ""
        self._player, self._channels, self._hop = player, channels, hop
        self._frame_s = hop / sample_rate
        self._fall_samples = FALL_S * sample_rate
        self._last = np.zeros((channels, 1), np.float32)
        self._rest_s, self._wait_s = REST_S, 0.0
        self._returning = False

    def push(self, latents: Latents) -> Audio:
        """The samples ``(C, F * hop)`` of frames ``(F, D)``; silence where there are none."""
        n = len(latents) * self._hop
        if self._wait_s > 0:
            self._wait_s -= len(latents) * self._frame_s
            return self._silence(n)
        try:
            made = self._checked(self._player.push(latents), n)
        except Exception as error:
            self._fail(str(error) or type(error).__name__)
            return self._silence(n)
        if self._returning:
            made = made * np.linspace(0, 1, n, dtype=np.float32)
            self._returning, self._rest_s, self.problem = False, REST_S, ""
        self._last = made[:, -1:]
        return made

    def _checked(self, made: Audio, n: int) -> Audio:
        if made.shape != (self._channels, n):
            raise ValueError(f"the voice gave samples {made.shape}, not {(self._channels, n)}")
        # One pass: a sum of squares is a number only where all samples are.
        if not np.isfinite(np.vdot(made, made)):
            if not np.isfinite(made).all():
                raise ValueError("the voice gave samples that are not numbers")
            return np.clip(made, -LOUDEST, LOUDEST)
        return made

    def _fail(self, problem: str) -> None:
        self.failures += 1
        self.problem = problem
        self._returning = True
        self._wait_s, self._rest_s = self._rest_s, min(MOST_REST_S, 2 * self._rest_s)
        try:
            self._player.reset()
        except Exception as error:
            self.problem = f"{problem}; nor can it be reset: {error}"

    def _silence(self, n: int) -> Audio:
        fall = np.exp(-np.arange(1, n + 1, dtype=np.float32) / self._fall_samples)
        made = np.asarray(self._last * fall, np.float32)
        self._last = made[:, -1:]
        return made
