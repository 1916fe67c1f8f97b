"""The runtime of the kind ``stream``: one frame at a time, by ONNX Runtime.

Offline and live run the same step on the same frames, so they give the same samples to the
last bit, whatever the size of the blocks.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.trained.heard import checked, heard
from timbrespace.spaces.trained.opened import OpenedFolder

if TYPE_CHECKING:
    import onnxruntime


def open_folder(folder: Path) -> StreamSpace:
    """Open a trained folder of this kind.

    Raises:
        TimbrespaceError: It is damaged, or its model is of another kind.
    """
    return StreamSpace(folder)


class Step:
    """One frame after another through a graph that hands its state in and out.

    Args:
        session: With two inputs and two outputs: what goes through, and the state.
    """

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        taken, state = session.get_inputs()
        self._taken, self._state_name = taken.name, state.name
        self.n_in, self.n_state = int(taken.shape[1]), int(state.shape[1])
        self.reset()

    def reset(self, side_by_side: int = 1) -> None:
        """Forget what was heard, and go on with so many sounds at once."""
        self._state = np.zeros((side_by_side, self.n_state), np.float32)

    def __call__(self, frame: Audio) -> Audio:
        """``(B, n_in)`` in, ``(B, n_out)`` out; B as at the last :meth:`reset`."""
        given, self._state = self._session.run(
            None, {self._taken: frame, self._state_name: self._state}
        )
        return cast("Audio", given)


class StreamEncoder:
    """Sound in blocks of any size, latents out as soon as a frame is whole."""

    def __init__(self, step: Step, n_dims: int) -> None:
        self._step = step
        self._rest = np.zeros(0, np.float32)
        self._none = np.zeros((0, n_dims), np.float32)

    def push(self, block: Audio) -> Latents:
        """The frames ``(F, D)`` that samples ``(T,)`` at the space's rate complete."""
        hop = self._step.n_in
        waiting = np.concatenate([self._rest, np.asarray(block, np.float32)])
        n_frames = len(waiting) // hop
        self._rest = waiting[n_frames * hop :]
        frames = waiting[: n_frames * hop].reshape(n_frames, 1, hop)
        return np.concatenate([self._none, *(self._step(frame) for frame in frames)])


class StreamDecoder:
    """Latents in as they come, ``hop`` samples out for each."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def push(self, latents: Latents) -> Audio:
        """The samples ``(F * hop,)`` of frames ``(F, D)``."""
        frames = checked(latents, self._step.n_in)[:, None]
        none = np.zeros(0, np.float32)
        return np.concatenate([none, *(self._step(frame)[0] for frame in frames)])


class StreamSpace(OpenedFolder):
    """A trained causal VAE; a :class:`timbrespace.spaces.base.DecodingSpace`.

    Args:
        folder: Its folder.
    """

    kind = "stream"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        #: Latents are floats; what they cost depends on how they are rounded.
        self.bits_per_frame: float | None = None
        graph = self._model()
        self._encoder = self._session(graph, "latents", "heard")
        self._decoder = self._session(graph, "sound", "spoken")

    def open_encoder(self) -> StreamEncoder:
        """A new ear, with silence behind it."""
        return StreamEncoder(Step(self._encoder), len(self.dims))

    def open_decoder(self) -> StreamDecoder:
        """A new mouth, with silence behind it."""
        return StreamDecoder(Step(self._decoder))

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz, however long.

        The sound is followed by silence until decoding can give its last sample.

        Raises:
            TimbrespaceError: Its samples are not numbers.
        """
        sound = heard(audio, sample_rate, self.sample_rate)
        if not len(sound):
            return np.zeros((0, len(self.dims)), np.float32)
        late = self.delay_samples + -(len(sound) + self.delay_samples) % self.hop
        return self.open_encoder().push(np.pad(sound, (0, late)))

    def decode(self, latents: Latents) -> Audio:
        """A sound ``(1, F * hop)`` at the space's own rate from frames ``(F, D)``.

        Raises:
            TimbrespaceError: The latents have other dims, or are not numbers.
        """
        return self.open_decoder().push(checked(latents, len(self.dims)))[None]

    def decode_batch(self, latents: Latents) -> Audio:
        """Sounds ``(B, 1, F * hop)`` of runs of frames ``(B, F, D)``, all of one length.

        Each as :meth:`decode` gives it, to 1e-5; side by side they take less than half the time.
        """
        n_runs, n_frames, _ = latents.shape
        step = Step(self._decoder)
        step.reset(n_runs)
        sounds = np.zeros((n_runs, 1, n_frames, self.hop), np.float32)
        for i in range(n_frames):
            sounds[:, 0, i] = step(np.ascontiguousarray(latents[:, i], np.float32))
        return sounds.reshape(n_runs, 1, n_frames * self.hop)
