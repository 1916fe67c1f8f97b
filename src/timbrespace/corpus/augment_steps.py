"""The steps of an augmentation chain: what they are called, what they take, what they do.

Gain, shelves, pitch and time are those of audiomentations; noise is added here, because that
library draws it from a generator that all threads share, and the room is our own, because its
simulator needs a package without wheels. All chance is drawn beforehand, from one seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.room import room_response
from timbrespace.errors import MissingExtra

Audio = NDArray[np.float32]
Apply = Callable[[Audio, int, Mapping[str, float], np.random.Generator], Audio]


@dataclass(frozen=True)
class Parameter:
    """One number that a step takes, fixed or drawn from a range.

    Args:
        low: The least that makes sense.
        high: The most.
        usual: What holds where the chain says nothing; None: the chain must say it.
        log: Whether it is drawn evenly in octaves.
    """

    low: float
    high: float
    usual: float | None = None
    log: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of step.

    Args:
        parameters: What it takes, by name.
        apply: Changes audio ``(C, T)`` at a rate in Hz, with the numbers drawn.
    """

    parameters: Mapping[str, Parameter]
    apply: Apply


def _gain(audio: Audio, rate: int, drawn: Mapping[str, float], rng: Any) -> Audio:
    ratio = 10 ** (drawn["gain_db"] / 20)
    return _audiomentations("Gain", audio, rate, {"amplitude_ratio": ratio})


def _shelf(name: str) -> Apply:
    def apply(audio: Audio, rate: int, drawn: Mapping[str, float], rng: Any) -> Audio:
        settings = {"center_freq": drawn["hz"], "gain_db": drawn["gain_db"]}
        return _audiomentations(name, audio, rate, {**settings, "q_factor": drawn["q"]})

    return apply


def _pitch(audio: Audio, rate: int, drawn: Mapping[str, float], rng: Any) -> Audio:
    return _each_channel("PitchShift", audio, rate, {"num_semitones": drawn["semitones"]})


def _time(audio: Audio, rate: int, drawn: Mapping[str, float], rng: Any) -> Audio:
    return _each_channel("TimeStretch", audio, rate, {"rate": drawn["rate"]})


def _noise(audio: Audio, rate: int, drawn: Mapping[str, float], rng: np.random.Generator) -> Audio:
    level = float(np.sqrt(np.mean(np.square(audio, dtype=np.float64))))
    noise = rng.standard_normal(audio.shape, np.float32)
    noise *= np.float32(level / 10 ** (drawn["snr_db"] / 20))
    return audio + noise


def _reverb(
    audio: Audio, rate: int, drawn: Mapping[str, float], rng: np.random.Generator
) -> Audio:
    response = room_response(
        rng, rate, decay_s=drawn["decay_s"], room_m=drawn["room_m"], wet_db=drawn["wet_db"]
    )
    return convolved(audio, response)


def convolved(audio: Audio, response: Audio) -> Audio:
    """Audio ``(C, T)`` heard through an impulse response ``(R,)``; what comes after T is cut."""
    from scipy.signal import oaconvolve

    wet = oaconvolve(audio, response[None], axes=1)[:, : audio.shape[1]]
    return np.asarray(wet, np.float32)


_HZ = Parameter(10, 20_000, log=True)
_Q = Parameter(0.05, 1.0, 0.7)
_GAIN_DB = Parameter(-60, 30)
_SHELF = {"hz": _HZ, "gain_db": _GAIN_DB, "q": _Q}

KINDS: Mapping[str, Kind] = {
    "gain": Kind({"gain_db": _GAIN_DB}, _gain),
    "noise": Kind({"snr_db": Parameter(-20, 120)}, _noise),
    "high-shelf": Kind(_SHELF, _shelf("HighShelfFilter")),
    "low-shelf": Kind(_SHELF, _shelf("LowShelfFilter")),
    "pitch": Kind({"semitones": Parameter(-24, 24)}, _pitch),
    "time": Kind({"rate": Parameter(0.25, 4, log=True)}, _time),
    "reverb": Kind(
        {
            "decay_s": Parameter(0.02, 10, 0.4, log=True),
            "room_m": Parameter(1, 50, 5, log=True),
            "wet_db": Parameter(-60, 20, 0),
        },
        _reverb,
    ),
}


def check_installed() -> None:
    """Raise if audiomentations is missing.

    Raises:
        MissingExtra: It is in the extra ``models``.
    """
    try:
        import audiomentations  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtra("augmented copies", "models") from None


@cache
def read_response(path: Path, sample_rate: int) -> Audio:
    """An impulse response from a file, one channel, at a rate, its loudest sample 1 and first."""
    import soxr

    from timbrespace.audio.decode import read

    heard, its_rate = read(path)
    samples = soxr.resample(heard.mean(axis=0), its_rate, sample_rate)
    peak = int(np.abs(samples).argmax())
    return np.asarray(samples[peak:] / (samples[peak] or 1.0), np.float32)


def _audiomentations(name: str, audio: Audio, rate: int, settings: Mapping[str, float]) -> Audio:
    """One of its transforms with given settings: nothing is left for it to draw."""
    import audiomentations

    options = {"leave_length_unchanged": False} if name == "TimeStretch" else {}
    transform = getattr(audiomentations, name)(p=1.0, **options)
    transform.parameters = {"should_apply": True, **settings}
    return np.asarray(transform.apply(np.ascontiguousarray(audio), rate), np.float32)


def _each_channel(name: str, audio: Audio, rate: int, settings: Mapping[str, float]) -> Audio:
    """Transforms that take one channel or two, for any number of them."""
    changed = [_audiomentations(name, channel[None], rate, settings) for channel in audio]
    return np.concatenate(changed)
