"""The runtime of the kind ``spectrogram``: segments of magnitudes, by ONNX Runtime and NumPy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.trained.griffin_lim import griffin_lim
from timbrespace.spaces.trained.heard import checked, heard
from timbrespace.spaces.trained.levels import LEVEL_DIMS, magnitudes_of, normalised
from timbrespace.spaces.trained.opened import OpenedFolder
from timbrespace.spaces.trained.segments import Segments
from timbrespace.spaces.trained.stft import Magnitudes, Stft
from timbrespace.spaces.trained.waveform import ended


def open_folder(folder: Path) -> SpectrogramSpace:
    """Open a trained folder of this kind.

    Raises:
        TimbrespaceError: It is damaged, or its settings don't say what the network is.
    """
    return SpectrogramSpace(folder)


class SpectrogramSpace(OpenedFolder):
    """A trained spectrogram VAE; a :class:`timbrespace.spaces.base.DecodingSpace`.

    A frame of latents is a segment of the spectrogram: the network's dims, then ``level`` and
    ``spread``. What :meth:`decode` makes is held in memory whole: about 100 MB a minute.

    Args:
        folder: Its folder.
    """

    kind = "spectrogram"
    #: Its latents are floats: what they cost depends on how they are rounded.
    bits_per_frame: float | None = None

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        model = self._facts.model
        with self._describing("a spectrogram VAE"):
            self.stft = Stft(*(int(model[name]) for name in ("n_fft", "stft_hop", "window")))
            self.segments = Segments(int(model["n_frames"]), int(model["overlap"]))
            self.power, self.rounds = float(model["power"]), int(model["rounds"])
        graph = self._model()
        self._encoder = self._session(graph, "latents")
        self._decoder = self._session(graph, "spectrum_out")

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The segments ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz, however long.

        Raises:
            TimbrespaceError: Its samples are not numbers.
        """
        sound = heard(audio, sample_rate, self.sample_rate)
        if not len(sound):
            return np.zeros((0, len(self.dims)), np.float32)
        n_segments = self.segments.count(self.stft.n_frames(len(sound)))
        return np.stack([self._latent(sound, i) for i in range(n_segments)])

    def decode(
        self,
        latents: Latents,
        n_samples: int | None = None,
        *,
        phase_of: tuple[Audio, int] | None = None,
        seed: int = 0,
    ) -> Audio:
        """A sound ``(1, T)`` at the space's own rate from segments ``(F, D)``.

        Args:
            latents: As :meth:`encode` gives them, or any others.
            n_samples: Where the sound is known to end; else it is as long as its segments.
            phase_of: A sound ``(C, T)`` and its rate in Hz, whose phases are taken; if left
                out, phases are searched for (Griffin-Lim).
            seed: Of that search; the same seed gives the same sound.

        Raises:
            TimbrespaceError: The latents have other dims, or are not numbers.
        """
        frames = checked(latents, len(self.dims))
        if not len(frames):
            return np.zeros((1, n_samples or 0), np.float32)
        magnitudes = self.segments.join(self._magnitudes(frames), len(frames))
        if phase_of is None:
            sound = griffin_lim(magnitudes, self.stft, n_rounds=self.rounds, seed=seed)
        else:
            sound = self._with_phases(magnitudes, *phase_of)
        return ended(sound, n_samples)[None]

    def _latent(self, sound: Audio, i: int) -> Latents:
        """The latent ``(D,)`` of one segment."""
        n_frames = self.segments.n_frames
        spectrum = self.stft.spectrum(sound, i * self.segments.step, n_frames)
        segment, level, spread = normalised(np.abs(spectrum) ** np.float32(self.power))
        mean = self._encoder.run(["latents"], {"spectrum": segment[None, None]})[0][0]
        return np.concatenate([mean, np.array([level, spread], np.float32)])

    def _magnitudes(self, frames: Latents) -> Iterator[Magnitudes]:
        """One segment ``(bins, frames)`` after the other."""
        n_own = len(self.dims) - len(LEVEL_DIMS)
        for frame in frames:
            taken = {"latents_in": frame[None, :n_own]}
            spectrum = self._decoder.run(["spectrum_out"], taken)[0][0]
            yield magnitudes_of(spectrum, frame[None, n_own:], self.power)[0]

    def _with_phases(self, magnitudes: Magnitudes, audio: Audio, sample_rate: int) -> Audio:
        source = heard(audio, sample_rate, self.sample_rate)
        phases = np.angle(self.stft.spectrum(source, n_frames=magnitudes.shape[1]))
        return self.stft.sound(magnitudes * np.exp(1j * phases).astype(np.complex64))
