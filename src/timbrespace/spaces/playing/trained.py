"""Trained spaces as voices: what those of every kind have in common, and which kind plays how."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing import posterior
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import installed

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.spaces.voice import Player

#: Kinds that play.
_LIVE = ("stream", "waveform", "wavenet")
#: Kinds that decode and can't be played, and why.
_NOT_LIVE = {
    "spectrogram": "it makes sound from whole segments and searches for their phases",
    "effects": "it hears how sounds were processed, and at best makes them from whole segments",
}
_REMEDY = "Train one of the kind 'stream' on the same sounds: it is made to be played."


class TrainedVoice(ABC):
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
        self.id, self.title = space.id, title_of(space.name, space.kind)
        self.sample_rate, self.hop, self.dims = space.sample_rate, space.hop, space.dims
        self.model_hash, self.delay_samples = space.model_hash, delay_samples
        self._usual: Latents | None = None

    @abstractmethod
    def open_player(self) -> Player:
        """A new one, with silence behind it."""

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz."""
        return self.space.encode(audio, sample_rate)

    def usual(self) -> Latents | None:
        """Frames ``(M, D)`` of the sounds it was trained on, where its folder has any."""
        return self._usual

    def bring(self, folder: Path) -> None:
        """Take the frames of training sounds from the voice's folder.

        Raises:
            TimbrespaceError: They are damaged.
        """
        self._usual = posterior.read(folder, len(self.dims))


def open_trained(place: str | Path) -> TrainedVoice:
    """A trained space, by its folder or ``KIND:NAME``, as a voice.

    Raises:
        TimbrespaceError: There is none, it is damaged, or its kind can't be played.
    """
    from timbrespace.spaces.trained.opening import open_space

    folder = installed.folder_of(place)
    facts = folders.read(folder)
    why = why_not(facts.kind)
    if why:
        raise TimbrespaceError(f"'{facts.id}' can't be played: {why}.", _REMEDY)
    voice = _voice_of(open_space(folder))
    voice.bring(folder)
    return voice


def why_not(kind: str) -> str:
    """Why spaces of a kind can't be played; empty where they can.

    Example:
        >>> why_not("stream"), why_not("other")
        ('', "nobody has said how spaces of the kind 'other' are played in blocks")
    """
    unknown = f"nobody has said how spaces of the kind {kind!r} are played in blocks"
    return "" if kind in _LIVE else _NOT_LIVE.get(kind, unknown)


def title_of(name: str, kind: str) -> str:
    """What a person reads in a list of voices.

    Example:
        >>> title_of("bells", "stream")
        'bells (stream)'
    """
    return f"{name} ({kind})"


def _voice_of(space: DecodingSpace) -> TrainedVoice:
    from timbrespace.spaces.playing.generated import GeneratedVoice
    from timbrespace.spaces.playing.overlapped import WaveformVoice
    from timbrespace.spaces.playing.streamed import StreamVoice
    from timbrespace.spaces.trained.stream import StreamSpace
    from timbrespace.spaces.trained.waveform import WaveformSpace
    from timbrespace.spaces.trained.wavenet.space import WaveNetSpace

    if isinstance(space, StreamSpace):
        return StreamVoice(space)
    if isinstance(space, WaveformSpace):
        return WaveformVoice(space)
    if isinstance(space, WaveNetSpace):
        return GeneratedVoice(space)
    raise TimbrespaceError(
        f"'{space.id}' can't be played: a package brings its own runtime for that kind.", _REMEDY
    )
