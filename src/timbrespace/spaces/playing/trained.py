"""Trained spaces as voices: what those of every kind have in common, and which kind plays how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing import posterior
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import installed

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.spaces.voice import Voice

#: Why kinds that decode can't be played, as sentences with their remedies.
_NOT_LIVE = {
    "spectrogram": (
        "it makes sound from whole segments and searches for their phases, so it can't be live"
    ),
}
_REMEDY = "Train one of the kind 'stream' on the same sounds; it is made to be played."


class TrainedVoice:
    """The facts of a trained space, as a voice gives them.

    Args:
        space: Opened.
        delay_samples: Of its decoder.
    """

    #: ONNX Runtime on one thread gives the same bits again.
    repeats: bool | None = True
    channels = 1

    def __init__(self, space: DecodingSpace, delay_samples: int) -> None:
        self.space = space
        self.id, self.title = space.id, f"{space.name} ({space.kind})"
        self.sample_rate, self.hop, self.dims = space.sample_rate, space.hop, space.dims
        self.model_hash, self.delay_samples = space.model_hash, delay_samples
        self._usual: Latents | None = None

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz."""
        return self.space.encode(audio, sample_rate)

    def usual(self) -> Latents | None:
        """Frames ``(M, D)`` of the sounds that the space was trained on, where its folder has any."""
        return self._usual

    def _bring(self, folder: Path) -> None:
        self._usual = posterior.read(folder, len(self.dims))


def open_trained(place: str | Path) -> Voice:
    """A trained space, by its folder or ``KIND:NAME``, as a voice.

    Raises:
        TimbrespaceError: There is none, it is damaged, or its kind can't be played.
    """
    from timbrespace.spaces.trained.opening import open_space
    from timbrespace.spaces.trained.stream import StreamSpace

    folder = installed.folder_of(place)
    facts = folders.read(folder)
    why = why_not(facts.kind)
    if why:
        raise TimbrespaceError(f"'{facts.id}' can't be played: {why}.", _REMEDY)
    space = open_space(folder)
    if isinstance(space, StreamSpace):
        from timbrespace.spaces.playing.streamed import StreamVoice

        voice = StreamVoice(space)
        voice._bring(folder)
        return voice
    raise TimbrespaceError(f"'{facts.id}' can't be played: nobody has said how.", _REMEDY)


def why_not(kind: str) -> str:
    """Why spaces of a kind can't be played; empty where they can."""
    return _NOT_LIVE.get(kind, "" if kind in PLAYABLE else "it has no way to be played in blocks")


#: Kinds that play.
PLAYABLE = ("stream",)
