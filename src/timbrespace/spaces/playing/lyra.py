"""Lyra v2 (SoundStream) as a voice: 16 kHz, 64 dims at 50 Hz, by TFLite.

SoundStream: Zeghidour et al. 2021. The two files are Google's (Apache-2.0); its quantiser is
left out, so latents are floats. Needs the extra ``lyra``.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.atlas.remembered import recall_weights, remember_weights
from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.spaces.base import Audio, Dim, Latents
from timbrespace.spaces.trained.heard import checked, heard

if TYPE_CHECKING:
    from ai_edge_litert.interpreter import Interpreter

RATE_HZ, HOP, N_DIMS = 16_000, 320, 64
#: What makes sound, and what hears; they lie in one folder.
DECODER, ENCODER = "lyragan.tflite", "soundstream_encoder.tflite"
#: By how much a sudden change of latents is heard late: the median of 80 changes between frames
#: of speech, music, instruments and noises.
DELAY_SAMPLES = 136
#: First and 99th percentile of each dim, over eight minutes of speech, music, instruments, noises.
_LOW = (
    -13, -21, -18, -14, -13, -18, -23, -16, -15, -14, -11, -10, -23, -5, -12, -16,
    -11, -10, -11, -11, -11, -12, -12, -10, -12, -12, -11, -11, -11, -11, -10, -10,
    -8, -10, -10, -21, -12, -10, -9, -10, -10, -25, -8, -10, -9, -16, -11, -21,
    -8, -14, -8, -8, -10, -23, -9, -8, -12, -8, -28, -19, -13, -12, -9, -12,
)  # fmt: skip
_HIGH = (
    8, 9, 12, 9, 6, 7, 14, 14, 8, 13, 10, 15, 1, 17, 10, 10,
    10, 11, 10, 12, 10, 11, 11, 11, 11, 10, 11, 10, 11, 12, 10, 12,
    9, 8, 9, 14, 7, 9, 10, 10, 13, 1, 10, 9, 9, 21, 8, 6,
    9, 10, 9, 8, 8, 8, 8, 9, 9, 9, 7, 18, 13, 9, 17, 12,
)  # fmt: skip
_WHERE = (
    "Get the folder lyra/model_coeffs of github.com/google/lyra, then once: "
    "timbrespace weights add lyra FOLDER"
)


class _Net:
    """One frame after another through a TFLite model that keeps its state inside."""

    def __init__(self, content: bytes) -> None:
        self._interpreter = _interpreter(content)
        self._taken: int = self._interpreter.get_input_details()[0]["index"]
        self._given: int = self._interpreter.get_output_details()[0]["index"]
        self._shape: Any = self._interpreter.get_input_details()[0]["shape"]

    def __call__(self, frame: Audio) -> Audio:
        """``(n_in,)`` in, ``(n_out,)`` out."""
        self._interpreter.set_tensor(self._taken, frame.reshape(self._shape))
        self._interpreter.invoke()
        return np.array(self._interpreter.get_tensor(self._given), np.float32).ravel()


class LyraPlayer:
    """One mouth of Lyra.

    Args:
        content: Of ``lyragan.tflite``.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.reset()

    def push(self, latents: Latents) -> Audio:
        """The samples ``(1, F * 320)`` of frames ``(F, 64)``."""
        none = np.zeros(0, np.float32)
        return np.concatenate([none, *map(self._net, checked(latents, N_DIMS))])[None]

    def reset(self) -> None:
        """Forget what was played."""
        # A new one: after reset_all_variables() the first 18 frames still differ by up to 0.02.
        self._net = _Net(self._content)


class LyraVoice:
    """Lyra's decoder; a :class:`timbrespace.spaces.voice.Voice`.

    Args:
        folder: Where its files lie.

    Raises:
        TimbrespaceError: They are missing or damaged.
        MissingExtra: There is no TFLite here.
    """

    id, title = "lyra", "Lyra v2"
    sample_rate, hop, channels = RATE_HZ, HOP, 1
    dims = tuple(
        Dim(f"z{i}", "", float(low), float(high))
        for i, (low, high) in enumerate(zip(_LOW, _HIGH, strict=True))
    )
    delay_samples = DELAY_SAMPLES
    repeats: bool | None = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._decoder = _content(folder / DECODER)
        self.model_hash = hashlib.sha256(self._decoder).hexdigest()
        self.open_player()  # A damaged file is found now, and not while somebody plays.

    def open_player(self) -> LyraPlayer:
        """A new one, with silence behind it."""
        return LyraPlayer(self._decoder)

    def usual(self) -> Latents | None:
        """None: Lyra brings no sounds."""
        return None

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, 64)`` of a sound ``(C, T)`` at ``sample_rate`` Hz.

        Raises:
            TimbrespaceError: The encoder is missing, or the samples are not numbers.
        """
        net = _Net(_content(self._folder / ENCODER))
        sound = heard(audio, sample_rate, RATE_HZ)
        frames = np.pad(sound, (0, -len(sound) % HOP)).reshape(-1, HOP)
        return np.array([net(frame) for frame in frames], np.float32).reshape(-1, N_DIMS)


def open_lyra(weights: Path | None = None) -> LyraVoice:
    """Lyra from a folder, which is remembered, or from the one that was named before.

    Args:
        weights: The folder, or a file in it.

    Raises:
        TimbrespaceError: Nobody has named one, or it does not hold Lyra.
        MissingExtra: There is no TFLite here.
    """
    if weights is None:
        known = recall_weights("lyra")
        if known is None:
            raise TimbrespaceError("Nobody has said where Lyra's files lie.", _WHERE)
        return LyraVoice(known.parent)
    folder = weights.expanduser()
    voice = LyraVoice(folder.parent if folder.is_file() else folder)
    remember_weights("lyra", voice._folder / DECODER)
    return voice


def problem() -> str:
    """Why Lyra can't be opened now; empty where it seems that it can."""
    from importlib.util import find_spec

    if recall_weights("lyra") is None:
        return f"Nobody has said where Lyra's files lie. {_WHERE}"
    return "" if find_spec("ai_edge_litert") else str(_missing())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TimbrespaceError(
            f"Lyra's '{path.name}' is not in '{path.parent}' ({error.strerror}).", _WHERE
        ) from error


def _interpreter(content: bytes) -> Interpreter:
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ModuleNotFoundError as error:
        raise _missing() from error
    try:
        made = Interpreter(model_content=content, num_threads=1)
        made.allocate_tensors()
    except (ValueError, RuntimeError) as error:
        raise TimbrespaceError(f"Lyra's model can't be run ({error}).", _WHERE) from error
    return made


def _missing() -> MissingExtra:
    return MissingExtra("TFLite, for Lyra", "lyra")
