"""Held latents as sound: one latent, frame after frame, as long as it takes to hear it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.voice import Player, Voice
from timbrespace.surrogates.base import Choir

#: Long enough for loudness (blocks of 400 ms) and for a low pitch.
HOLD_S = 0.6
#: What a decoder remembers of the silence before has gone by then.
WARM_UP_S = 0.2


@dataclass(frozen=True)
class Hold:
    """How long a latent is held, in frames.

    Args:
        frames: That are described.
        warm_up: Before those, that are made and cut off.
    """

    frames: int
    warm_up: int

    @property
    def all_frames(self) -> int:
        """Those that have to be decoded."""
        return self.frames + self.warm_up


def hold_for(voice: Voice, hold_s: float = HOLD_S, warm_up_s: float = WARM_UP_S) -> Hold:
    """A hold of so many seconds (or a little more), after a warm-up and the voice's own delay.

    Raises:
        TimbrespaceError: The times make no sense.
    """
    if not 0.05 <= hold_s <= 60 or not 0 <= warm_up_s <= 60:
        raise TimbrespaceError(
            f"Latents can't be held for {hold_s} s after {warm_up_s} s.",
            "Use a hold of 0.05 to 60 s, and a warm-up of 0 to 60 s.",
        )
    frame_s = voice.hop / voice.sample_rate
    late_s = warm_up_s + voice.delay_samples / voice.sample_rate
    return Hold(max(1, int(np.ceil(hold_s / frame_s))), int(np.ceil(late_s / frame_s)))


def decode_held(voice: Voice, latents: Latents, hold: Hold, player: Player | None = None) -> Audio:
    """What latents ``(B, D)`` sound like when held: ``(B, C, hold.frames * hop)``.

    Each begins with silence behind it.

    Args:
        voice: Decodes them.
        latents: One for each sound.
        hold: For how long.
        player: One of the voice's, to be used again; default: a new one.
    """
    held = np.repeat(np.asarray(latents, np.float32)[:, None], hold.all_frames, axis=1)
    return decode_frames(voice, held, player)[:, :, hold.warm_up * voice.hop :]


def decode_frames(voice: Voice, latents: Latents, player: Player | None = None) -> Audio:
    """Sounds ``(B, C, F * hop)`` of runs of frames ``(B, F, D)``, each with silence before it."""
    if isinstance(voice, Choir):
        return voice.decode_batch(latents)
    player = player or voice.open_player()
    sounds = np.zeros((len(latents), voice.channels, latents.shape[1] * voice.hop), np.float32)
    for sound, frames in zip(sounds, latents, strict=True):
        player.reset()
        sound[:] = player.push(frames)
    return sounds
