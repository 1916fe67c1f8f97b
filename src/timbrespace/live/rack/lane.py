"""One effect on its way to other settings: small steps glide, large ones cross-fade."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.effects.base import Audio, Effect, Floats
from timbrespace.live.listening import Ear
from timbrespace.live.rack.hand import Hand
from timbrespace.live.ramp import Ramp

#: Beyond this change of any setting (travel) it is a jump: filters would sweep, echoes would howl.
JUMP = 0.15
#: For so many samples settings hold while they glide: in steps of what effects ask for, a gain
#: is heard to buzz. Effects in processes of their own (a colon in their id) get what they ask for.
FINEST = 16
#: Over which the old settings go and the new ones come.
CROSS_S = 0.020
#: Blocks of silence that go through before it is heard: compiling happens where nobody waits.
_WARM_UP = (16, 256, 2_048)
#: What was heard goes through in pieces of this.
_PIECE = 4_096


class Lane:
    """An effect that plays, with a second one of its kind that waits.

    When settings jump, the one that waits is let hear the last half second under the new
    settings, so that echoes are there, and takes over. What jumps meanwhile waits its turn.

    Args:
        effect: The effect.
        theta: Its settings ``(P,)``.
        sample_rate: In Hz.
        channels: How many.
        smooth_ms: Time constant of the glide; 0: all is a glide, at once.
        most: Samples of the longest block.
    """

    def __init__(
        self,
        effect: Effect,
        theta: Floats,
        sample_rate: int,
        channels: int,
        smooth_ms: float,
        most: int = 2_048,
    ) -> None:
        self.effect = effect
        self._sample_rate, self._channels = sample_rate, channels
        self._smooth_ms = smooth_ms
        self._playing, self._waiting = (self._hand(theta) for _ in range(2))
        self.delay_samples = self._playing.guarded.delay_samples
        self._target: Floats = np.array(theta, np.float64)
        self._jump_to: Floats | None = None
        self._ear = Ear(channels, sample_rate)
        self._cross = Ramp(1.0, round(CROSS_S * sample_rate))
        self._share = np.zeros(most)
        self._other = np.zeros((channels, most), np.float32)
        self._scratch = np.zeros((channels, _PIECE), np.float32)

    def _hand(self, theta: Floats) -> Hand:
        running = self.effect.stream(self._sample_rate, self._channels)
        grain = FINEST if ":" not in self.effect.id else max(FINEST, running.grain_samples)
        rate, channels = self._sample_rate, self._channels
        return Hand(running, theta, rate, channels, self._smooth_ms, grain)

    @property
    def n_parameters(self) -> int:
        """How many settings the effect has."""
        return len(self.effect.parameters)

    @property
    def problem(self) -> str:
        """Why it is silent, or ``""``."""
        return self._playing.guarded.problem

    def warm_up(self) -> None:
        """Let silence through, and forget it."""
        for hand in (self._playing, self._waiting):
            for n in _WARM_UP:
                hand.guarded.process(np.zeros((self._channels, n), np.float32), hand.now)
        self.reset()

    def go(self, theta: Floats, leap: bool = False) -> float:
        """Go to settings ``(P,)``; how far the farthest of them has to go (travel).

        ``leap``: it is another place, however near: the settings do not glide there.
        """
        way, jumps = self._way(theta), self.jumps_to(theta, leap)
        self._target = np.array(theta, np.float64)
        if self._jump_to is not None or jumps:
            self._jump_to = self._target
        else:
            self._playing.go(self._target)
        return way

    def jumps_to(self, theta: Floats, leap: bool = False) -> bool:
        """Whether going to ``(P,)`` would be a jump."""
        return self._smooth_ms > 0 and self._way(theta) > (0.0 if leap else JUMP)

    @property
    def rests(self) -> bool:
        """Whether no jump is under way."""
        return self._jump_to is None and not self._cross.left

    def back(self, n: int) -> Audio | None:
        """The last ``n`` samples come again; the half second before them, if so much was heard."""
        self._ear.back(n)
        return self._ear.last()

    def land(self) -> None:
        """Jump at once, without a cross-fade: whoever asks sees to it that nothing clicks."""
        if self._jump_to is not None:
            self._take_over(self._jump_to)
            self._cross.jump(1.0)

    def set_time(self, ms: float) -> None:
        """Another time constant."""
        self._smooth_ms = ms
        for hand in (self._playing, self._waiting):
            hand.set_time(ms)

    def process(self, dry: Audio, out: Audio) -> None:
        """The effect of ``(C, n)`` into ``out``."""
        n, done = dry.shape[1], 0
        while done < n:
            if self._jump_to is not None and not self._cross.left:
                self._take_over(self._jump_to)
            take = min(n - done, self._cross.left or n)
            piece = slice(done, done + take)
            self._piece(dry[:, piece], out[:, piece])
            self._ear.hear(dry[:, piece])
            done += take

    def reset(self) -> None:
        """Silence lies behind."""
        self._cross.jump(1.0)
        self._ear = Ear(self._channels, self._sample_rate)
        if self._jump_to is not None:
            self._playing.jump(self._jump_to)
            self._jump_to = None
        for hand in (self._playing, self._waiting):
            hand.guarded.reset()

    def close(self) -> None:
        """Give back what the effect holds."""
        for hand in (self._playing, self._waiting):
            hand.guarded.close()

    def _way(self, theta: Floats) -> float:
        return float(np.abs(theta - self._target).max(initial=0.0))

    def _take_over(self, theta: Floats) -> None:
        self._jump_to = None
        self._playing, self._waiting = self._waiting, self._playing
        self._playing.guarded.reset()
        self._playing.jump(theta)
        heard = self._ear.last()
        for at in range(0, 0 if heard is None else heard.shape[1], _PIECE):
            assert heard is not None
            part = heard[:, at : at + _PIECE]
            self._playing.process(part, self._scratch[:, : part.shape[1]])
        self._cross.jump(0.0)
        self._cross.go(1.0)

    def _piece(self, dry: Audio, out: Audio) -> None:
        self._playing.process(dry, out)
        if not self._cross.left:
            return
        share, other = self._share[: dry.shape[1]], self._other[:, : dry.shape[1]]
        self._waiting.process(dry, other)
        self._cross.fill(share)
        # Not equal power: both are of one sound, and much alike.
        out -= other
        np.multiply(out, np.square(np.sin(share * (math.pi / 2))), out=out, casting="same_kind")
        out += other
