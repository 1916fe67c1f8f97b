"""One voice while it sounds in the engine: latents glide in, samples at the output's rate come."""

from __future__ import annotations

import math

import numpy as np

from timbrespace.live.guard import Guard
from timbrespace.live.resampling import LiveResampler
from timbrespace.live.ring import Ring
from timbrespace.live.smoothing import Smoother
from timbrespace.live.tape import FrameLog
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.voice import Voice


class Track:
    """A player behind its guard, a resampler and a ring.

    Frames are made when the next sample is asked for and none is left, never sooner, so a change
    of latents is heard in the next frame that begins.

    Args:
        voice: What sounds.
        latents: ``(D,)``, where it begins.
        sample_rate: Of the output, in Hz.
        channels: Of the output.
        most: Samples that are asked for at once at most.
        smooth_ms: Time constant of the latents.
    """

    def __init__(
        self,
        voice: Voice,
        latents: Latents,
        *,
        sample_rate: int,
        channels: int,
        most: int,
        smooth_ms: float,
    ) -> None:
        self.voice = voice
        frame_s = voice.hop / voice.sample_rate
        # The most samples that a frame makes: dividing by it never asks for a frame too many.
        self._frame_out = frame_s * sample_rate
        self._hop_out = math.ceil(self._frame_out)
        self._resampler = LiveResampler(voice.sample_rate, sample_rate, voice.channels)
        #: Samples at the output's rate between latents and sound: the voice's own, and the
        #: resampler's.
        late = voice.delay_samples + self._resampler.delay_samples
        self.delay_s = late / voice.sample_rate
        self.frame_s = frame_s
        self.smoother = Smoother(latents, frame_s, smooth_ms)
        self.guard = Guard(voice.open_player(), voice.channels, voice.hop, voice.sample_rate)
        self._ring = Ring(channels, most + 2 * self._hop_out)
        self._frames = np.zeros((most // self._hop_out + 1, len(voice.dims)), np.float32)
        self._channels = channels
        #: Takes note of every frame while it is set.
        self.log: FrameLog | None = None
        #: The latents of the last frame ``(D,)``; changed in place.
        self.latents = np.array(latents, np.float32)

    @property
    def waiting(self) -> int:
        """Samples that are made, and will be heard before latents that change now."""
        return self._ring.available

    def read_into(self, out: Audio, position: int) -> None:
        """The next samples ``(C, T)``; the first of them is number ``position`` of the output."""
        while self._ring.available < out.shape[1]:
            self._make(out.shape[1] - self._ring.available, position)
        self._ring.read_into(out)

    def _make(self, missing: int, position: int) -> None:
        frames = self._frames[: -(-missing // self._hop_out)]
        self.smoother.fill(frames)
        self.latents[:] = frames[-1]
        if self.log is not None:
            for i, frame in enumerate(frames):
                begins = position + self._ring.available + round(i * self._frame_out)
                self.log.note(begins, frame)
        self._ring.write(self._spread(self._resampler.push(self.guard.push(frames))))

    def _spread(self, made: Audio) -> Audio:
        """To the channels of the output: as they are, or one, their mean, for all."""
        if len(made) in (1, self._channels):
            return made
        return np.asarray(made.mean(axis=0, keepdims=True), np.float32)
