"""Voices that also hear, as encoders of atlases: what lets a map of sounds play them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Latents, SpaceRecord
from timbrespace.spaces.playing import lyra
from timbrespace.spaces.playing.frames import Encode
from timbrespace.spaces.playing.hifigan import folder as hifigan_folder
from timbrespace.spaces.playing.hifigan.making import BARE
from timbrespace.spaces.playing.opening import PROGRAMS, open_voice
from timbrespace.spaces.voice import Voice
from timbrespace.spaces.whole import WholeSound

FLAT = ":flat"


class VoiceEncoder:
    """Gives the latents by which a voice makes a sound again, in one or both forms.

    A space is called as its voice is, so that what is played where a sound lies is that sound.
    Sounds are mixed down, and kept until they end: 4 bytes a sample.

    Args:
        voice: That encodes.
        flat: For each output, in order: whether it keeps its frames ``(F, D)``, or is their mean
            over time ``(D,)``.

    Raises:
        TimbrespaceError: The voice only makes sound.

    Example:
        >>> encoder = VoiceEncoder(open_voice("stream:bells"), [False, True])
        >>> [record.id for record in encoder.records]
        ['stream:bells', 'stream:bells:flat']
    """

    mono = True

    def __init__(self, voice: Voice, flat: Sequence[bool] = (False,)) -> None:
        self._encode, self.flat = _ears(voice), tuple(flat)
        self._rate, self._hop = voice.sample_rate, voice.hop
        self.sample_rate: int | None = voice.sample_rate
        self.records: Sequence[SpaceRecord] = tuple(
            SpaceRecord(
                id=voice.id + FLAT if framed else voice.id,
                dims=voice.dims,
                sample_rate=voice.sample_rate,
                hop=voice.hop if framed else None,
                framed=framed,
                model_hash=voice.model_hash,
                notes={"kind": "voice", "title": voice.title},
            )
            for framed in self.flat
        )

    def open_stream(self, sample_rate: int) -> WholeSound:
        """Begin a sound whose blocks come at the voice's rate."""
        return WholeSound(self.encode)

    def encode(self, samples: NDArray[np.float32]) -> list[Latents]:
        """One whole sound ``(T,)``, in each of the forms."""
        # What is shorter than a frame is one frame, not none.
        missing = max(0, self._hop - len(samples))
        frames = self._encode(np.pad(samples, (0, missing))[None], self._rate)
        pooled = frames.mean(axis=0, dtype=np.float64).astype(np.float32)
        return [frames if framed else pooled for framed in self.flat]


def id_at(text: str) -> str | None:
    """The id of the voice that lies at a path, or that ``"hifigan"`` means; None for all else.

    Raises:
        NotTrusted: It is a program that the user has not trusted.
        TimbrespaceError: It can't be played.
    """
    path = Path(text).expanduser()
    is_program = path.suffix.lower() in PROGRAMS and path.is_file()
    is_folder = (path / lyra.DECODER).is_file() or hifigan_folder.is_voice(path)
    return open_voice(text).id if is_program or is_folder or text == BARE else None


def _ears(voice: Voice) -> Encode:
    encode: Encode | None = getattr(voice, "encode", None)
    if encode is None or not getattr(voice, "hears", True):
        raise TimbrespaceError(
            f"'{voice.id}' only makes sound, it can't hear any.",
            "Choose a voice that also encodes: timbrespace inspect VOICE says whether it does.",
        )
    return encode
