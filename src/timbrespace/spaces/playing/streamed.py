"""Trained spaces of the kind ``stream`` as voices: they were made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing.mouth import MouthPlayer
from timbrespace.spaces.playing.trained import TrainedVoice

if TYPE_CHECKING:
    from timbrespace.spaces.trained.stream import StreamSpace


class StreamVoice(TrainedVoice):
    """A trained causal VAE; a :class:`timbrespace.spaces.voice.Voice`.

    Args:
        space: Opened.
    """

    def __init__(self, space: StreamSpace) -> None:
        # A frame is a window of a hop and what overlaps; it is heard in the window's middle.
        super().__init__(space, delay_samples=(space.delay_samples + space.hop) // 2)
        self._stream = space

    def open_player(self) -> MouthPlayer:
        """A new one, with silence behind it."""
        return MouthPlayer(self._stream)

    def decode_batch(self, latents: Latents) -> Audio:
        """Sounds ``(B, 1, F * hop)`` of runs of frames ``(B, F, D)``, side by side."""
        return self._stream.decode_batch(latents)
