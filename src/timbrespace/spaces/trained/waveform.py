"""The runtime of the kind ``waveform``: convolutions on samples, by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Mapping
from math import log2, prod
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.trained.chunks import decode_in_chunks, encode_in_chunks
from timbrespace.spaces.trained.heard import checked, heard
from timbrespace.spaces.trained.opened import OpenedFolder
from timbrespace.spaces.trained.strides import Strides


def open_folder(folder: Path) -> WaveformSpace:
    """Open a trained folder of this kind.

    Raises:
        TimbrespaceError: It is damaged, or its settings don't say what the network is.
    """
    return WaveformSpace(folder)


def geometry(model: Mapping[str, Any]) -> Strides:
    """The strides that the settings of a model (``[model]`` in ``config.toml``) say."""
    kernels, strides, paddings = (tuple(model[k]) for k in ("kernels", "strides", "paddings"))
    return Strides(kernels, strides, paddings)


def context_frames(strides: Strides, dilations: tuple[int, ...]) -> int:
    """How many frames to either side can have a part in a frame, or in its samples.

    Args:
        strides: The chain of strided convolutions.
        dilations: Of the residual units of width 3 behind each of them.

    Example:
        >>> context_frames(Strides((10, 5, 3), (4, 2, 2), (0, 0, 0)), ())
        3
    """
    steps = [prod(strides.strides[: i + 1]) for i in range(len(strides.strides))]
    reach = strides.reach + 2 * sum(dilations) * sum(steps)
    return -(-reach // strides.hop)


def bits_per_frame(n_dims: int, levels: int) -> float | None:
    """What one frame costs if each dim takes one of so many levels; None if it takes any value.

    Example:
        >>> bits_per_frame(14, 8)
        42.0
    """
    return n_dims * log2(levels) if levels else None


class WaveformSpace(OpenedFolder):
    """A trained waveform autoencoder; a :class:`timbrespace.spaces.base.DecodingSpace`.

    Args:
        folder: Its folder.
        chunk_samples: About how many samples go through the network at a time; only memory
            depends on it.
    """

    kind = "waveform"

    def __init__(self, folder: Path, chunk_samples: int = 2**18) -> None:
        super().__init__(folder)
        self.chunk_samples = chunk_samples
        model = self._facts.model
        with self._describing("a waveform autoencoder"):
            self.strides = geometry(model)
            self.context_frames = context_frames(self.strides, tuple(model["dilations"]))
            #: What a frame costs where the model quantises; None where latents are floats.
            self.bits_per_frame = bits_per_frame(len(self.dims), int(model["levels"]))
        graph = self._model()
        self._encoder = self._session(graph, "latents")
        self._decoder = self._session(graph, "sound")

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz, however long.

        Raises:
            TimbrespaceError: Its samples are not numbers.
        """
        sound = heard(audio, sample_rate, self.sample_rate)
        if not len(sound):
            return np.zeros((0, len(self.dims)), np.float32)
        return encode_in_chunks(
            self._frames, sound, self.strides, self.context_frames, self.chunk_samples
        )

    def decode(self, latents: Latents, n_samples: int | None = None) -> Audio:
        """A sound ``(1, T)`` at the space's own rate from frames ``(F, D)``.

        Args:
            latents: As :meth:`encode` gives them, or any others.
            n_samples: Where the sound is known to end: what was encoded is as long as this
                and not as all of its last frame.

        Raises:
            TimbrespaceError: The latents have other dims, or are not numbers.
        """
        frames = checked(latents, len(self.dims))
        if not len(frames):
            return np.zeros((1, n_samples or 0), np.float32)
        sound = decode_in_chunks(
            self._sound, frames, self.strides, self.context_frames, self.chunk_samples
        )
        return ended(sound, n_samples)[None]

    def _frames(self, sound: Audio) -> Latents:
        frames: Latents = self._encoder.run(["latents"], {"audio": sound[None, None]})[0][0]
        return frames

    def _sound(self, latents: Latents) -> Audio:
        sound: Audio = self._decoder.run(["sound"], {"latents_in": latents[None]})[0][0, 0]
        return sound


def ended(sound: Audio, n_samples: int | None) -> Audio:
    """A sound ``(T,)`` cut, or filled up with zeros, to so many samples."""
    if n_samples is None:
        return sound
    return np.pad(sound[:n_samples], (0, max(0, n_samples - len(sound))))
