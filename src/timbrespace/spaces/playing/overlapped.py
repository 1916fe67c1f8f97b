"""Decoders without a memory, played in blocks with the context that they need.

A convolution looks ahead, so what is heard lags by as many frames as it sees; each push goes
through the decoder together with its neighbours, whose samples are thrown away again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing.trained import TrainedVoice
from timbrespace.spaces.trained.heard import checked

if TYPE_CHECKING:
    from timbrespace.spaces.trained.waveform import WaveformSpace


class OverlappingPlayer:
    """Frames in; the samples of those frames that have seen enough of what follows them, out.

    What comes out is what decoding all frames at once gives, late by the context.

    Args:
        decode: From frames ``(F, D)`` to samples ``(C, T)``; at least ``F * hop`` of them.
        n_dims: Of a frame.
        hop: Samples a frame.
        channels: Of the sound.
        context: How many frames on either side have a part in the samples of a frame.
    """

    def __init__(
        self,
        decode: Callable[[Latents], Audio],
        *,
        n_dims: int,
        hop: int,
        channels: int,
        context: int,
    ) -> None:
        self._decode, self._context = decode, context
        self._n_dims, self._hop, self._channels = n_dims, hop, channels
        self.reset()

    def reset(self) -> None:
        """Forget what was played."""
        #: Frames on which something depends that is still to come; how many of them were heard.
        self._kept = np.zeros((0, self._n_dims), np.float32)
        self._n_heard = 0
        self._n_late = self._context

    def push(self, latents: Latents) -> Audio:
        """The samples ``(C, F * hop)`` of frames ``(F, D)``, late by the context."""
        frames = checked(latents, self._n_dims)
        self._kept = np.concatenate([self._kept, frames])
        n_silent = min(self._n_late, len(frames))
        self._n_late -= n_silent
        silence = np.zeros((self._channels, n_silent * self._hop), np.float32)
        return np.concatenate([silence, self._sound(len(frames) - n_silent)], axis=1)

    def _sound(self, n_frames: int) -> Audio:
        """The next samples ``(C, n_frames * hop)``."""
        if not n_frames:
            return np.zeros((self._channels, 0), np.float32)
        start, stop = self._n_heard, self._n_heard + n_frames
        heard = self._decode(self._kept)[:, start * self._hop : stop * self._hop]
        n_past = max(0, stop - self._context)
        self._kept = self._kept[n_past:]
        self._n_heard = stop - n_past
        return heard


class WaveformVoice(TrainedVoice):
    """A trained waveform autoencoder; a :class:`timbrespace.spaces.voice.Voice`.

    Args:
        space: Opened.
    """

    def __init__(self, space: WaveformSpace) -> None:
        super().__init__(space, delay_samples=space.context_frames * space.hop)
        self._context = space.context_frames

    def open_player(self) -> OverlappingPlayer:
        """A new one, with silence behind it."""
        return OverlappingPlayer(
            self.space.decode, n_dims=len(self.dims), hop=self.hop, channels=1,
            context=self._context,
        )  # fmt: skip
