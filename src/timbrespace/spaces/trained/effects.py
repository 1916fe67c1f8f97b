"""The runtime of the kind ``effects``: how a sound was processed, by ONNX Runtime and NumPy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.heard import heard
from timbrespace.spaces.trained.opened import OpenedFolder
from timbrespace.spaces.trained.segments import Segments
from timbrespace.spaces.trained.spectrogram import SpectrogramSpace
from timbrespace.spaces.trained.stft import Stft

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace

#: A peak below this is silence, and is not brought up.
SILENT = 1e-4


def open_folder(folder: Path) -> DecodingSpace:
    """Open a trained folder of this kind: an embedding of styles, or a VAE.

    Raises:
        TimbrespaceError: It is damaged, or its settings don't say what the network is.
    """
    decodes = folders.read(folder).decodes
    return EffectedSpace(folder) if decodes else StyleSpace(folder)


class EffectedSpace(SpectrogramSpace):
    """A spectrogram VAE that was trained on effected sounds.

    Args:
        folder: Its folder.
    """

    kind = "effects"


class StyleSpace(OpenedFolder):
    """An embedding in which the same effect under the same settings is near, on any sound.

    A frame is a segment of about 2 s; each is a point of length 1. The peak of the whole sound
    is set to the same level first, so loudness makes no difference.

    Args:
        folder: Its folder.
    """

    kind = "effects"
    bits_per_frame: float | None = None

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        model = self._facts.model
        with self._describing("an embedding of styles"):
            self.stft = Stft(*(int(model[name]) for name in ("n_fft", "stft_hop", "window")))
            self.segments = Segments(int(model["n_frames"]), int(model["overlap"]))
            self._peak = 10 ** (float(model["peak_dbfs"]) / 20)
        self._encoder = self._session(self._model(), "latents")

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The segments ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz, however long.

        Raises:
            TimbrespaceError: Its samples are not numbers.
        """
        sound = heard(audio, sample_rate, self.sample_rate)
        if not len(sound):
            return np.zeros((0, len(self.dims)), np.float32)
        peak = float(np.abs(sound).max())
        if peak > SILENT:
            sound = sound * np.float32(self._peak / peak)
        n_segments = self.segments.count(self.stft.n_frames(len(sound)))
        return np.concatenate([self._point(sound, i) for i in range(n_segments)])

    def decode(self, latents: Latents) -> NoReturn:
        """There is no way back.

        Raises:
            TimbrespaceError: Always.
        """
        raise TimbrespaceError(
            f"'{self.id}' says how a sound was processed, and makes no sound itself.",
            "Train one that does: timbrespace train effects FOLDER --preset vae",
        )

    def _point(self, sound: Audio, i: int) -> Latents:
        """The point ``(1, D)`` of one segment."""
        n_frames = self.segments.n_frames
        spectrum = self.stft.spectrum(sound, i * self.segments.step, n_frames)
        magnitudes = np.abs(spectrum).astype(np.float32)
        point: Latents = self._encoder.run(["latents"], {"spectrum": magnitudes[None, None]})[0]
        return point
