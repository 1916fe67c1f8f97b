"""What every voice must keep: any blocks give the whole, players know nothing of each other."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from timbrespace.spaces.playing.examining import drawn
from timbrespace.spaces.voice import Player, Voice

#: Sizes of blocks, in frames; empty blocks too.
SIZES = st.lists(st.integers(0, 9), min_size=1, max_size=8)


def pushed(player: Player, latents: np.ndarray, sizes: list[int]) -> np.ndarray:
    """What a player makes of latents that come in blocks; the rest comes at the end."""
    cuts = [0, *np.minimum(np.cumsum(sizes), len(latents)), len(latents)]
    return np.concatenate([player.push(latents[a:b]) for a, b in pairwise(cuts)], axis=1)


def check_contract(voice: Voice, sizes: list[int], n_frames: int = 20) -> None:
    """Blocks, shapes, independence and reset of a voice that repeats itself."""
    assert isinstance(voice, Voice)
    latents = drawn(voice, n_frames)
    player, other = voice.open_player(), voice.open_player()
    assert isinstance(player, Player)
    whole = player.push(latents)
    assert whole.shape == (voice.channels, n_frames * voice.hop) and whole.dtype == np.float32
    assert np.abs(whole).max() > 1e-4, "nothing was heard, so nothing was compared"
    assert np.abs(pushed(other, latents, sizes) - whole).max() <= 1e-5
    player.reset()
    assert np.array_equal(player.push(latents), whole)


def check_independence(voice: Voice) -> None:
    """One player in the middle of something changes nothing for another."""
    latents = drawn(voice, 12)
    alone = voice.open_player().push(latents)
    busy, quiet = voice.open_player(), voice.open_player()
    made = []
    for i, frame in enumerate(latents):
        busy.push(latents[: i % 4])
        made.append(quiet.push(frame[None]))
    assert np.abs(np.concatenate(made, axis=1) - alone).max() <= 1e-5
