"""A TorchScript file in the convention of nn~ as a voice."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.atlas.remembered import recall_rate, remember_rate, remember_voice
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio, Dim, Latents
from timbrespace.spaces.playing import consent
from timbrespace.spaces.playing.nn_tilde import methods as conventions
from timbrespace.spaces.playing.nn_tilde import program
from timbrespace.spaces.playing.nn_tilde.decoder import Decoder, run
from timbrespace.spaces.playing.nn_tilde.trial import Trial, try_out
from timbrespace.spaces.playing.overlapped import OverlappingPlayer
from timbrespace.spaces.trained.heard import heard

if TYPE_CHECKING:
    import torch

    from timbrespace.spaces.playing.nn_tilde.methods import Method
    from timbrespace.spaces.voice import Player

#: Taken where neither the file nor its user says a rate.
ASSUMED_HZ = 48_000
#: Latents of RAVE and kin are trained towards a normal distribution of spread 1.
USUAL_RANGE = (-3.0, 3.0)


class ProgramPlayer:
    """A program that remembers what it played.

    Args:
        pristine: The decoder with silence behind it; stays as it is.
        one_by_one: Whether frames go through it one after the other, whatever the block.
    """

    def __init__(self, pristine: Decoder, *, one_by_one: bool = False) -> None:
        self._pristine, self._one_by_one = pristine, one_by_one
        self._decoder = pristine.fresh()

    def push(self, latents: Latents) -> Audio:
        """The samples ``(C, F * hop)`` of frames ``(F, D)``."""
        if not self._one_by_one or len(latents) < 2:
            return self._decoder(latents)
        return np.concatenate([self._decoder(frame[None]) for frame in latents], axis=1)

    def reset(self) -> None:
        """Forget what was played."""
        self._decoder = self._pristine.fresh()


class NnVoice:
    """An opened program; a :class:`timbrespace.spaces.voice.Voice`.

    Args:
        module: The program.
        name: What it is called: its file's name.
        sha256: Of the file.
        rate: In Hz, as the user says; None for what the program says.

    Raises:
        TimbrespaceError: It is not in the convention, has no ``decode``, or does not do what it
            says.
    """

    def __init__(
        self, module: torch.jit.ScriptModule, name: str, sha256: str, rate: int | None = None
    ) -> None:
        self.id, self.title = f"nn:{name}", f"{name} (nn~)"
        self.methods = conventions.methods_of(module)
        self.attributes: dict[str, Any] = conventions.attributes_of(module)
        self.stated_rate = conventions.rate_of(module)
        self.sample_rate = rate or self.stated_rate or ASSUMED_HZ
        #: Whether nobody has said the rate.
        self.rate_is_assumed = rate is None and self.stated_rate is None
        self._module = module
        self._decoder = Decoder(module, conventions.decoder_of(self.methods))
        self.hop, self.channels = self._decoder.hop, self._decoder.channels
        self.dims = tuple(Dim(f"z{i}", "", *USUAL_RANGE) for i in range(self._decoder.n_dims))
        self.model_hash = sha256
        self.trial: Trial = try_out(self._decoder)
        self.repeats: bool | None = self.trial.repeats
        late = (self.trial.context or 0) * self.hop if self.trial.overlaps else 0
        self.delay_samples = late + self.trial.delay_samples

    @property
    def hears(self) -> bool:
        """Whether it has an ``encode`` that gives the latents that ``decode`` takes."""
        return self._encode_method() is not None

    def open_player(self) -> Player:
        """A new one, with silence behind it; it shares no state with others."""
        if self.trial.overlaps:
            return OverlappingPlayer(
                self._decoder.fresh(), n_dims=len(self.dims), hop=self.hop,
                channels=self.channels, context=self.trial.context or 0,
            )  # fmt: skip
        return ProgramPlayer(self._decoder, one_by_one=self.trial.one_by_one)

    def usual(self) -> Latents | None:
        """None: files of this kind bring no sounds."""
        return None

    def encode(self, audio: Audio, sample_rate: int) -> Latents:
        """The frames ``(F, D)`` of a sound ``(C, T)`` at ``sample_rate`` Hz.

        Raises:
            TimbrespaceError: It has no fitting ``encode``.
        """
        method = self._encode_method()
        if method is None:
            raise TimbrespaceError(
                f"'{self.id}' has no 'encode' that gives what its 'decode' takes.",
                "Draw its latents from the prior, from a box or by Sobol instead.",
            )
        sound = _as_heard(audio, sample_rate, self.sample_rate, method.in_channels)
        n_missing = -sound.shape[1] % self.hop
        whole = np.ascontiguousarray(np.pad(sound, ((0, 0), (0, n_missing))))
        if not whole.shape[1]:
            return np.zeros((0, len(self.dims)), np.float32)
        return np.ascontiguousarray(run(program.fresh(self._module), "encode", whole).T)

    def _encode_method(self) -> Method | None:
        wanted = (1, len(self.dims), self.hop)
        fitting = (
            method
            for method in self.methods
            if method.name == "encode"
            and (method.in_ratio, method.out_channels, method.out_ratio) == wanted
        )
        return next(fitting, None)


def open_file(path: Path, *, trust: bool = False, rate: int | None = None) -> NnVoice:
    """A TorchScript file as a voice, remembered under its name from then on.

    Args:
        path: The file.
        trust: Whether the user trusts it; remembered for this very content.
        rate: Its rate in Hz, where it does not say it itself; remembered too.

    Raises:
        NotTrusted: It is a program that the user has not trusted.
        MissingExtra: PyTorch is not installed.
        TimbrespaceError: It is not in the convention, or can't be played.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TimbrespaceError(
            f"'{path}' can't be read ({error.strerror}).", "Name a TorchScript file."
        ) from error
    program.check_format(content, path)  # Nobody is asked to trust what is no program.
    sha256 = hashlib.sha256(content).hexdigest()
    consent.check(path, sha256, trust=trust)
    module = program.load(content, path)
    key = consent.program_of(sha256)
    voice = NnVoice(module, name_of(path), sha256, rate or recall_rate(key))
    if rate is not None:
        remember_rate(key, rate)
    remember_voice(voice.id, path)
    return voice


def name_of(path: Path) -> str:
    """What a file's voice is called.

    Example:
        >>> name_of(Path("models/my strings:v2.ts"))
        'my-strings-v2'
    """
    return "-".join(path.stem.replace(":", " ").split()) or "model"


def _as_heard(audio: Audio, from_hz: int, to_hz: int, channels: int) -> Audio:
    """A sound ``(C, T)`` at another rate, in as many channels as are wanted."""
    sound = np.atleast_2d(audio)
    if channels == 1:
        return heard(sound, from_hz, to_hz)[None]
    taken = [sound[min(i, len(sound) - 1)] for i in range(channels)]
    return np.stack([heard(channel, from_hz, to_hz) for channel in taken])
