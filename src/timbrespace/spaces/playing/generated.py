"""Trained spaces of the kind ``wavenet`` as voices: each sample is drawn, by dice that repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing.mouth import MouthPlayer
from timbrespace.spaces.playing.trained import TrainedVoice

if TYPE_CHECKING:
    from timbrespace.spaces.trained.wavenet.space import WaveNetSpace


class GeneratedVoice(TrainedVoice):
    """A trained WaveNet autoencoder; a :class:`timbrespace.spaces.voice.Voice`.

    Args:
        space: Opened.
    """

    def __init__(self, space: WaveNetSpace) -> None:
        # Latents are heard in the middle of the frames that hear them: their own and the next.
        super().__init__(space, delay_samples=(1 + space.context_frames) * space.hop // 2)
        self._generating = space

    def open_player(self) -> MouthPlayer:
        """A new one, with silence behind it."""
        return MouthPlayer(self._generating)

    def decode_batch(self, latents: Latents) -> Audio:
        """Sounds ``(B, 1, F * hop)`` of runs of frames ``(B, F, D)``, side by side."""
        return self._generating.decode_batch(latents)
