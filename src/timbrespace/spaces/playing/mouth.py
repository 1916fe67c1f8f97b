"""A player of what a trained space decodes frame by frame."""

from __future__ import annotations

from typing import Protocol

from timbrespace.spaces.base import Audio, Latents


class Mouth(Protocol):
    """A decoder on its way: latents in as they come, sound out."""

    def push(self, latents: Latents) -> Audio:
        """The samples ``(F * hop,)`` of frames ``(F, D)``."""


class Speaking(Protocol):
    """A space that opens such decoders."""

    def open_decoder(self) -> Mouth:
        """A new one, with silence behind it."""


class MouthPlayer:
    """One mouth of a space; a :class:`timbrespace.spaces.voice.Player`.

    Args:
        space: Opened.
    """

    def __init__(self, space: Speaking) -> None:
        self._space = space
        self._mouth = space.open_decoder()

    def push(self, latents: Latents) -> Audio:
        """The samples ``(1, F * hop)`` of frames ``(F, D)``."""
        return self._mouth.push(latents)[None]

    def reset(self) -> None:
        """Forget what was played; a space that throws dice throws the same again."""
        self._mouth = self._space.open_decoder()
