"""The audio path of the rack: sound in, through an effect, and out beside itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio
from timbrespace.live.inbox import Command, Inbox
from timbrespace.live.outlet import Outlet
from timbrespace.live.rack.lane import Lane
from timbrespace.live.rack.loudness import Difference
from timbrespace.live.rack.source import Reader, Sound, Source
from timbrespace.live.ramp import Ramp

#: Samples that are worked on at once; longer blocks are cut.
MOST = 2_048
#: One effect goes over into another.
CROSS_S = 0.030
#: The effect and the dry sound take turns.
TURN_S = 0.015
#: A matched loudness is followed within.
MATCH_S = 0.080
#: A way of any setting (travel), beyond which loudness is measured anew.
_JUMP = 0.05
#: To go back by less is not worth it, by more would take too long; so often at most.
LEAST_BACK_S, MOST_BACK_S, BACK_EVERY_S = 0.010, 0.240, 0.1


class Mixer:
    """Source, effect, comparison, and what is at the end of every path.

    Its commands are ``"play"``, ``"stop"``, ``"theta"`` and ``"leap"`` ``(P,)``, ``"lane"`` (a
    :class:`Lane` and what takes the one that it replaces), ``"sound"`` (a :class:`Sound`),
    ``"seek"`` (a sample), ``"loop"``, ``"dry"``, ``"match"``, ``"gain"`` (a factor) and
    ``"smooth"`` (milliseconds).

    Args:
        sample_rate: Of the output, in Hz.
        channels: Of the output.
    """

    def __init__(self, sample_rate: int, channels: int) -> None:
        self.sample_rate, self.channels = sample_rate, channels
        #: Samples that were rendered.
        self.position = 0
        self.lane: Lane | None = None
        self.outlet = Outlet(channels, sample_rate, MOST)
        self.source = Source(channels, sample_rate, MOST)
        self.inbox = Inbox()
        #: Loudness of the effect, less that of the dry sound.
        self.difference = Difference(channels, sample_rate)
        self.match = "dry"
        self._sound: Sound | None = None
        self._loop = True
        self._leaving: tuple[Lane, Any] | None = None
        self._next: tuple[Lane, Any] | None = None
        self._cross = Ramp(1.0, round(CROSS_S * sample_rate))
        self._wet_share = Ramp(1.0, round(TURN_S * sample_rate))
        self._gains = [Ramp(1.0, round(MATCH_S * sample_rate)) for _ in range(2)]
        self._held = np.zeros((channels, 0), np.float32)
        self._buffers = np.zeros((4, channels, MOST), np.float32)
        self._unheard = np.zeros((channels, self.outlet.limiter.delay_samples), np.float32)
        self._factors = np.zeros(MOST)
        self._idle = True
        self._back_at = 0

    @property
    def matched_db(self) -> float:
        """By which the one that is matched is amplified."""
        signs = {"dry": 1.0, "effect": -1.0, "none": 0.0}
        return signs[self.match] * self.difference.db

    @property
    def at_s(self) -> float:
        """Where in the sound it is."""
        reader = self.source.reader
        return 0.0 if reader is None else reader.at / self.sample_rate

    def render(self, out: Audio) -> None:
        """Fill ``(C, n)`` with the next samples."""
        n, done = out.shape[1], 0
        self.inbox.open()
        while done < n:
            length = self._take_due(min(n - done, MOST))
            self._segment(out[:, done : done + length])
            done += length
            self.position += length

    def take_back(self, most: int) -> int:
        """Go back in time before settings that jump, so that nobody waits for what was rendered.

        Args:
            most: Samples that were rendered and that nobody has heard.

        Returns:
            ``n``: the next samples take the place of the last ``n``, and do not go on from those
            before without a step: whoever plays them has to cross-fade. 0: all goes on as it did.
        """
        self.inbox.open()
        n = self._way_back(most)
        if not n:
            return 0
        late = self.outlet.limiter.delay_samples
        self._go_back(n, n + late)
        self._obey()
        assert self.lane is not None
        self.lane.land()
        # What the limiter holds is of the time that is taken back.
        self._segment(self._unheard)
        return n

    def _way_back(self, most: int) -> int:
        lane = self.lane
        jump = self.inbox.at_once("leap") or self.inbox.at_once("theta")
        if lane is None or jump is None or self._leaving or self._next or not lane.rests:
            return 0
        if not self.outlet.sounds or self.outlet.left or len(jump.value) != lane.n_parameters:
            return 0
        if self.position - self._back_at < BACK_EVERY_S * self.sample_rate:
            return 0
        behind = self.source.behind - self.outlet.limiter.delay_samples
        n = min(most, behind, round(MOST_BACK_S * self.sample_rate))
        enough = n >= LEAST_BACK_S * self.sample_rate
        return n if enough and lane.jumps_to(jump.value, jump.kind == "leap") else 0

    def _go_back(self, n: int, n_read: int) -> None:
        assert self.lane is not None
        # Counted from where it was: to catch up with that is no time that passes.
        self._back_at = self.position
        self.position -= n
        self.source.back(n_read)
        heard = self.lane.back(n_read)
        delay = self._held.shape[1]
        if delay and heard is not None:
            self._held = heard[:, -delay:].copy()

    # Commands -------------------------------------------------------------------------

    def _take_due(self, most: int) -> int:
        self._obey()
        self._begin_swap()
        most = self.inbox.until_next(self.position, most)
        # All stands still from the very sample at which a fade ends.
        return min(most, self.outlet.left or most, self._cross.left or most)

    def _obey(self) -> None:
        """Carry out what is due, and tell when it is heard."""
        for command in self.inbox.due(self.position):
            self._carry_out(command)
            self.inbox.tell(command, self.position + self._delay_samples)

    @property
    def _delay_samples(self) -> int:
        lane = self.lane
        return self.outlet.limiter.delay_samples + (lane.delay_samples if lane else 0)

    def _carry_out(self, command: Command) -> None:
        kind, value = command.kind, command.value
        if kind in ("play", "stop"):
            self._play(kind == "play")
        elif kind in ("theta", "leap"):
            self._go(value, kind == "leap")
        elif kind == "lane":
            self._replace(value)
        elif kind in ("sound", "seek", "loop"):
            self._read(kind, value)
        elif kind == "dry":
            self._wet_share.go(0.0 if value else 1.0)
        elif kind == "match":
            self.match = value
        elif kind == "gain":
            self.outlet.set_gain(value)
        elif kind == "smooth":
            for lane in (self.lane, self._next[0] if self._next else None):
                if lane is not None:
                    lane.set_time(value)

    def _play(self, on: bool) -> None:
        if on and self.source.over and self._sound is not None:
            self._read("seek", 0)
        self.outlet.play(on)

    def _go(self, theta: NDArray[np.float64], leap: bool) -> None:
        lane = self._next[0] if self._next else self.lane
        if lane is None or len(theta) != lane.n_parameters:  # meant for one that is gone
            return
        if lane.go(theta, leap) > _JUMP:
            self.difference.jump()

    def _replace(self, value: tuple[Lane, Any]) -> None:
        if self._next is not None:  # It never sounded.
            lane, take = self._next
            take(lane)
        self._next = value

    def _begin_swap(self) -> None:
        """Let the next lane sound, as soon as the one before the last is gone."""
        if self._next is None or self._leaving is not None:
            return
        before, (self.lane, take) = self.lane, self._next
        self._next = None
        self.difference.jump()
        self._delay_by(self.lane.delay_samples)
        if before is None:
            return
        if self._idle:
            take(before)
            return
        self._leaving = (before, take)
        self._cross.jump(0.0)
        self._cross.go(1.0)

    def _read(self, kind: str, value: Any) -> None:
        if kind == "sound":
            self._sound, at = value, 0
        elif kind == "seek":
            at = round(value)
        else:
            self._loop = bool(value)
            if self.source.reader is not None:
                self.source.reader.loop = self._loop
            return
        if self._sound is not None:
            samples = self._sound.samples
            self.source.go(Reader(samples, self.sample_rate, at, self._loop))
            self.difference.jump()

    # Samples --------------------------------------------------------------------------

    def _segment(self, out: Audio) -> None:
        n = out.shape[1]
        dry, wet, late, other = self._buffers[:, :, :n]
        if self.outlet.sounds:
            self._idle = False
            self.source.read_into(dry)
            self._through(dry, wet, other)
            self._hold_back(dry, late)
            self.difference.see(late, wet)
            self._compare(wet, late)
            self.outlet.amplify(wet)
            if self.source.over and not self._loop:
                self._end_when_silent(wet)
        else:
            self._rest()
            self.outlet.pass_silence(wet)
        self.outlet.finish(wet)
        out[:] = wet

    def _rest(self) -> None:
        """Nobody listens: what the effect remembers is not to be heard later."""
        if self._idle:
            return
        self._idle = True
        if self._leaving is not None:
            lane, take = self._leaving
            self._leaving = None
            take(lane)
            self._cross.jump(1.0)
        if self.lane is not None:
            self.lane.reset()
        self._held[:] = 0.0

    def _end_when_silent(self, wet: Audio) -> None:
        if float(np.abs(wet).max(initial=0.0)) < 1e-5:
            self.outlet.play(False)

    def _through(self, dry: Audio, wet: Audio, other: Audio) -> None:
        if self.lane is None:
            wet[:] = dry
            return
        self.lane.process(dry, wet)
        if self._leaving is None:
            return
        lane, take = self._leaving
        lane.process(dry, other)
        share = self._factors[: dry.shape[1]]
        self._cross.fill(share)
        # Not equal power: both are of one sound, and much alike.
        wet -= other
        np.multiply(wet, np.square(np.sin(share * (math.pi / 2))), out=wet, casting="same_kind")
        wet += other
        if not self._cross.left:
            self._leaving = None
            take(lane)

    def _delay_by(self, samples: int) -> None:
        held = np.zeros((self.channels, samples), np.float32)
        kept = min(samples, self._held.shape[1])
        if kept:
            held[:, -kept:] = self._held[:, -kept:]
        self._held = held

    def _hold_back(self, dry: Audio, late: Audio) -> None:
        """The dry sound, as late as the effect's."""
        n, delay = dry.shape[1], self._held.shape[1]
        if not delay:
            late[:] = dry
            return
        joined = np.concatenate([self._held, dry], axis=1)
        late[:] = joined[:, :n]
        self._held = joined[:, n:]

    def _compare(self, wet: Audio, dry: Audio) -> None:
        """Mix into ``wet`` what is heard of either, each at its matched loudness."""
        factors = self._factors[: wet.shape[1]]
        for sound, ramp, name in ((dry, self._gains[0], "dry"), (wet, self._gains[1], "effect")):
            gain = 10 ** (self.matched_db / 20) if self.match == name else 1.0
            if not ramp.rests_at(gain):
                ramp.go(gain)
            if not ramp.rests_at(1.0):
                ramp.fill(factors)
                np.multiply(sound, factors, out=sound, casting="same_kind")
        if self._wet_share.rests_at(1.0):
            return
        self._wet_share.fill(factors)
        wet -= dry
        np.multiply(wet, factors, out=wet, casting="same_kind")
        wet += dry
