"""HiFi-GAN behind a PCA of mel frames as a voice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio, Latents
from timbrespace.spaces.playing import posterior
from timbrespace.spaces.playing.hifigan import folder as folders
from timbrespace.spaces.playing.hifigan.axes import MelAxes
from timbrespace.spaces.playing.hifigan.mel import FLOOR, RATE_HZ, mel_frames
from timbrespace.spaces.trained import graphs
from timbrespace.spaces.trained.heard import checked, heard

if TYPE_CHECKING:
    import onnxruntime

State = NDArray[np.float32]

#: Frames that go through the network at a time; what is longer is cut, so memory is bounded.
_MOST_FRAMES = 64
#: Silent frames after which nothing of the start is left in the state.
_SETTLING_FRAMES = 32


class HifiganPlayer:
    """One mouth of a HiFi-GAN voice.

    Args:
        session: Of the streaming graph.
        axes: Of its latents.
        silence: The state ``(1, S)`` behind silence.
    """

    def __init__(
        self, session: onnxruntime.InferenceSession, axes: MelAxes, silence: State
    ) -> None:
        self._session, self._axes, self._silence = session, axes, silence
        self._state = silence

    def push(self, latents: Latents) -> Audio:
        """The samples ``(1, F * hop)`` of frames ``(F, D)``."""
        frames = self._axes.frames(checked(latents, len(self._axes.axes)))
        parts = [np.zeros((1, 0), np.float32)]
        for start in range(0, len(frames), _MOST_FRAMES):
            sound, self._state = _run(
                self._session, frames[start : start + _MOST_FRAMES], self._state
            )
            parts.append(sound)
        return np.concatenate(parts, axis=1)

    def reset(self) -> None:
        """Forget what was played: silence lies behind."""
        self._state = self._silence


class HifiganVoice:
    """A vocoder and a few axes; a :class:`timbrespace.spaces.voice.Voice`.

    Args:
        folder: Its folder.

    Raises:
        TimbrespaceError: It is damaged.
    """

    sample_rate, channels = RATE_HZ, 1
    #: ONNX Runtime gives the same bits again.
    repeats: bool | None = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        facts, self.axes = folders.read(folder)
        self.id, self.title = f"hifigan:{facts.name}", f"{facts.name} (HiFi-GAN)"
        self.hop, self.dims = facts.shape.hop, facts.dims
        self.delay_samples = facts.shape.delay_samples
        self.model_hash = folders.model_hash(folder)
        self._usual = posterior.read(folder, len(self.dims))
        # One thread: several wait for each other at every layer, and far longer on a busy machine.
        self._session = graphs.open_session(graphs.load(folder / folders.GENERATOR))
        #: The state ``(1, S)`` behind silence.
        self.silence = self._settled(facts.shape.n_mels)

    def open_player(self) -> HifiganPlayer:
        """A new one, with silence behind it."""
        return HifiganPlayer(self._session, self.axes, self.silence)

    def usual(self) -> Latents | None:
        """Frames ``(M, D)`` of the sounds that the axes were fitted on."""
        return self._usual

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz."""
        return self.axes.latents(mel_frames(heard(audio, sample_rate, RATE_HZ)))

    def _settled(self, n_mels: int) -> State:
        """The state ``(1, S)`` when nothing was ever played but silence."""
        state = np.zeros((1, int(self._session.get_inputs()[1].shape[1])), np.float32)
        silence = np.full((_SETTLING_FRAMES, n_mels), FLOOR, np.float32)
        return _run(self._session, silence, state)[1]


def _run(
    session: onnxruntime.InferenceSession, frames: NDArray[np.float32], state: State
) -> tuple[Audio, State]:
    """The samples ``(1, F * hop)`` of mel frames ``(F, bands)``, and the state behind them."""
    taken = {"mel": np.ascontiguousarray(frames.T)[None], "state": state}
    sound, following = session.run(["sound", "next"], taken)
    return sound, following
