"""The runtime of the kind ``wavenet``: graphs once a frame, the compiled kernel once a sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.chunks import chunks
from timbrespace.spaces.trained.heard import checked, heard
from timbrespace.spaces.trained.mfcc import Mfcc
from timbrespace.spaces.trained.opened import OpenedFolder
from timbrespace.spaces.trained.wavenet.generating import Generator
from timbrespace.spaces.trained.wavenet.memory import silent
from timbrespace.spaces.trained.wavenet.weights import packed

if TYPE_CHECKING:
    import onnxruntime

#: Frames before its own that a frame's conditions hear.
REACH = 2
#: Frames that are heard at a time, and those on either side that have a part in a frame: by the
#: window and the deltas of its features, and by the encoder's convolutions.
_CHUNK, _CONTEXT = 1_500, 8
#: Frames that are spoken at a time; only memory, and how soon one can be stopped, depend on it.
_BLOCK = 50


def open_folder(folder: Path) -> WaveNetSpace:
    """Open a trained folder of this kind.

    Raises:
        TimbrespaceError: It is damaged, or its model is of another kind.
    """
    return WaveNetSpace(folder)


class WaveNetDecoder:
    """Latents in as they come, ``hop`` samples out for each, for B sounds side by side.

    Args:
        conditioner: From a window of latents ``(3, D)`` to conditions ``(3, L, 2 G)``.
        generator: At its beginning.
        n_dims: D.
    """

    def __init__(
        self, conditioner: onnxruntime.InferenceSession, generator: Generator, n_dims: int
    ) -> None:
        self._conditioner, self._generator, self._n_dims = conditioner, generator, n_dims
        self._before = np.zeros((generator.n_sounds, REACH, n_dims), np.float32)

    def push(self, latents: Latents) -> Audio:
        """The samples ``(F * hop,)`` of frames ``(F, D)``."""
        sound: Audio = self.push_batch(checked(latents, self._n_dims)[None])[0]
        return sound

    def push_batch(self, latents: Latents) -> Audio:
        """The samples ``(B, F * hop)`` of frames ``(B, F, D)``."""
        parts = np.split(latents, range(_BLOCK, latents.shape[1], _BLOCK), axis=1)
        return np.concatenate([self._block(part) for part in parts], axis=1)

    def _block(self, latents: Latents) -> Audio:
        windows = np.concatenate([self._before, latents], axis=1)
        self._before = windows[:, latents.shape[1] :]
        return self._generator.push(np.stack([self._conditions(each) for each in windows]))

    def _conditions(self, frames: Latents) -> NDArray[np.float32]:
        """Conditions ``(F, L, 2 G)`` of ``(REACH + F, D)``, each frame from its own window.

        All windows are of one length, and so give the same bits in blocks of any size; a sample
        that is drawn may turn on the last one.
        """
        made = np.empty((len(frames) - REACH, *self._generator.layered), np.float32)
        for i in range(len(made)):
            window = {"latents_in": frames[i : i + REACH + 1]}
            made[i] = self._conditioner.run(["conditions"], window)[0][REACH]
        return made


class WaveNetSpace(OpenedFolder):
    """A trained WaveNet autoencoder; a :class:`timbrespace.spaces.base.DecodingSpace`.

    Args:
        folder: Its folder.
        seed: Of what is drawn: the same latents and seed give the same samples.
        temperature: 1 draws as was learned; less is more likely, 0 is likeliest.
    """

    kind = "wavenet"
    #: How many frames before it have a part in a frame's samples, beside its own.
    context_frames = REACH

    def __init__(self, folder: Path, *, seed: int = 0, temperature: float = 1.0) -> None:
        super().__init__(folder)
        self.seed, self.temperature = seed, temperature
        graph = self._model()
        self._encoder = self._session(graph, "latents")
        self._conditioner = self._session(graph, "conditions")
        tensors, model = folders.read_weights(folder), self._facts.model
        with self._describing("its WaveNet"):
            self._weights = packed(tensors)
            self._dilations = tuple(2**i for i in range(model["layers"])) * model["cycles"]
            silent(self._weights, self._dilations)
        #: What a frame costs where the latents are entries of a codebook.
        self.bits_per_frame = self._facts.bits_per_frame
        self._front = Mfcc(self.sample_rate, self.hop // 2)

    def open_decoder(self, n_sounds: int = 1) -> WaveNetDecoder:
        """A new mouth with silence behind it, for so many sounds at once."""
        generator = Generator(
            self._weights, self._dilations, self.hop,
            n_sounds=n_sounds, seed=self.seed, temperature=self.temperature,
        )  # fmt: skip
        return WaveNetDecoder(self._conditioner, generator, len(self.dims))

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz, however long.

        Raises:
            TimbrespaceError: Its samples are not numbers.
        """
        sound = heard(audio, sample_rate, self.sample_rate)
        n_frames = -(-len(sound) // self.hop)
        whole = np.pad(sound, (0, n_frames * self.hop - len(sound)))
        parts = [np.zeros((0, len(self.dims)), np.float32)]
        for chunk in chunks(n_frames, _CHUNK, _CONTEXT):
            frames = self._frames(whole[chunk.start * self.hop : chunk.stop * self.hop])
            parts.append(frames[chunk.keep_start - chunk.start : chunk.keep_stop - chunk.start])
        return np.concatenate(parts)

    def decode(self, latents: Latents) -> Audio:
        """A sound ``(1, F * hop)`` at the space's own rate from frames ``(F, D)``.

        Raises:
            TimbrespaceError: The latents have other dims, or are not numbers.
        """
        return self.open_decoder().push(checked(latents, len(self.dims)))[None]

    def decode_batch(self, latents: Latents) -> Audio:
        """Sounds ``(B, 1, F * hop)`` of runs of frames ``(B, F, D)``, all of one length.

        Each as :meth:`decode` gives it; side by side each takes less time.
        """
        frames = np.asarray(latents, np.float32)
        return self.open_decoder(len(frames)).push_batch(frames)[:, None]

    def _frames(self, sound: Audio) -> Latents:
        """The frames ``(F, D)`` of samples ``(F * hop,)``."""
        features = {"features": self._front.features(sound)[None]}
        frames: Latents = self._encoder.run(["latents"], features)[0][0]
        return frames
