"""The audio path: commands in, samples out; one thread, nothing that waits."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from timbrespace.live.inbox import Command, Inbox
from timbrespace.live.listening import Ear
from timbrespace.live.outlet import Outlet
from timbrespace.live.ramp import Ramp
from timbrespace.live.tape import Tape
from timbrespace.live.track import Track
from timbrespace.spaces.base import Audio

#: Samples that are worked on at once; longer blocks are cut.
MOST = 2_048
CROSS_S = 0.050


class Mixer:
    """Tracks, and what is at the end of every path: fades, gain, limiter and meters.

    Its commands are ``"play"``, ``"stop"``, ``"latents"`` ``(D,)``, ``"gain"`` (a factor),
    ``"smooth"`` (milliseconds), ``"swap"`` (a :class:`Track`), and ``"record"`` (a :class:`Tape`,
    the track, its log; None: it ends).

    Args:
        track: What sounds first.
        sample_rate: Of the output, in Hz.
        channels: Of the output.
    """

    def __init__(self, track: Track, sample_rate: int, channels: int) -> None:
        self.sample_rate, self.channels = sample_rate, channels
        #: Samples that were rendered.
        self.position = 0
        #: The track that sounds, or to which it fades.
        self.track = track
        self.outlet = Outlet(channels, sample_rate, MOST)
        self.limiter, self.meters = self.outlet.limiter, self.outlet.meters
        #: Hears what the voice gives, while it is set.
        self.ear: Ear | None = None
        self._inbox = Inbox()
        #: ``(id, sample)`` of messages that took effect, the newest last.
        self.told = self._inbox.told
        self._tape: Tape | None = None
        self._swap: Track | None = None
        self._leaving: Track | None = None
        self._cross = Ramp(1.0, round(CROSS_S * sample_rate))
        self._factors = np.zeros(MOST)
        self._mix = np.zeros((2, channels, MOST), np.float32)

    @property
    def sounds(self) -> bool:
        """Whether it plays, or still fades out."""
        return self.outlet.sounds

    def post(self, command: Command) -> None:
        """Hand over a command; from any one thread at a time, never waits."""
        self._inbox.post(command)

    def render(self, out: Audio) -> None:
        """Fill ``(C, T)`` with the next samples."""
        n, done = out.shape[1], 0
        self._inbox.open()
        while done < n:
            length = self._take_due(min(n - done, MOST))
            self._segment(out[:, done : done + length])
            done += length
            self.position += length

    def _take_due(self, most: int) -> int:
        """Carry out what is due; how many samples are the same from here on."""
        for command in self._inbox.due(self.position):
            self._carry_out(command)
        most = self._inbox.until_next(self.position, most)
        self._begin_swap()
        # Voices stand still from the very sample at which a fade ends.
        for left in (self.outlet.left, self._cross.left):
            most = min(most, left or most)
        return most

    def _carry_out(self, command: Command) -> None:
        ahead = 0
        if command.kind in ("play", "stop"):
            self.outlet.play(command.kind == "play")
        elif command.kind == "latents":
            ahead = self._go(command.value)
        elif command.kind == "gain":
            self.outlet.set_gain(command.value)
        elif command.kind == "smooth":
            (self._swap or self.track).smoother.set_time(command.value)
        elif command.kind == "swap":
            self._swap = command.value
            self._begin_swap()
        elif command.kind == "record":
            self._record(command.value)
        heard_at = self.position + ahead + self.limiter.delay_samples
        self._inbox.tell(command, heard_at)

    def _go(self, latents: Any) -> int:
        """Glide to latents; how many samples lie before the first that knows of it."""
        track = self._swap or self.track
        if len(latents) != len(track.latents):  # meant for a voice that is gone
            return 0
        track.smoother.go(latents)
        return track.waiting

    def _record(self, value: Any) -> None:
        if self._tape is not None:
            self._tape.end()
        self.track.log = None
        self._tape = None
        if value is not None:
            self._tape, track, log = value
            track.log = log

    def _begin_swap(self) -> None:
        """Let the next track sound, as soon as the one before the last is gone."""
        if self._swap is None or self._leaving is not None:
            return
        if self.sounds:
            self._leaving = self.track
            self._cross.jump(0.0)
            self._cross.go(1.0)
        self.track.log = None  # What fades out is not what is played.
        self.track, self._swap = self._swap, None

    def _segment(self, out: Audio) -> None:
        n = out.shape[1]
        made = self._mix[0, :, :n]
        if self.sounds:
            self._read(made)
            if self.ear is not None:
                self.ear.hear(made)
            self.outlet.amplify(made)
        else:
            self.outlet.pass_silence(made)
        self.outlet.finish(made)
        if self._tape is not None:
            self._tape.hear(made, self.position)
        out[:] = made

    def _read(self, made: Audio) -> None:
        """Of the track that sounds, and of the one that it takes over from."""
        self.track.read_into(made, self.position)
        if self._leaving is None:
            return
        n = made.shape[1]
        share = self._factors[:n]
        other = self._mix[1, :, :n]
        self._leaving.read_into(other, self.position)
        # Equal power: two voices are not in phase.
        self._cross.fill(share)
        share *= math.pi / 2
        np.multiply(made, np.sin(share), out=made, casting="same_kind")
        np.multiply(other, np.cos(share), out=other, casting="same_kind")
        made += other
        if not self._cross.left:
            self._leaving = None
