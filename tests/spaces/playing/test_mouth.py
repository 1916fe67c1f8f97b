"""Twin of ``spaces/playing/mouth.py``."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.playing.mouth import MouthPlayer
from timbrespace.spaces.voice import Player


class Counting:
    """A space whose decoders say how many frames they have heard."""

    hop = 3

    def open_decoder(self) -> Counting:
        fresh = Counting()
        fresh.heard = 0
        return fresh

    def push(self, latents: np.ndarray) -> np.ndarray:
        first = self.heard
        self.heard += len(latents)
        return np.repeat(np.arange(first, self.heard, dtype=np.float32), self.hop)


def test_it_goes_on_where_it_was_until_it_forgets() -> None:
    player = MouthPlayer(Counting())
    assert isinstance(player, Player)
    frames = np.zeros((2, 4), np.float32)
    assert player.push(frames).tolist() == [[0, 0, 0, 1, 1, 1]]
    assert player.push(frames[:1]).tolist() == [[2, 2, 2]]
    player.reset()
    assert player.push(frames[:1]).tolist() == [[0, 0, 0]]
