"""Ears in a listener's place: what an embedding, descriptors or a spectrum say of a sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from timbrespace.spaces.base import Audio
    from timbrespace.spaces.yamnet.space import YamNet

#: From a sound ``(C, T)`` and its rate in Hz to one vector ``(D,)``.
Ear = Callable[["Audio", int], NDArray[np.float32]]

YAMNET, DESCRIPTORS, LOG_MEL = "YAMNet", "descriptors", "log-mel"

#: Descriptors that sounds are placed by: what a person would name, each in one number.
WORDS = (
    "loudness_lufs", "centroid_hz", "spread_hz", "rolloff_hz", "flatness_db", "flux", "pitch_hz",
    "pitch_confidence", "brightness", "depth", "roughness", "warmth", "boominess",
)  # fmt: skip

_N_FFT, _HOP, _N_MELS, _FLOOR = 1024, 512, 64, 1e-6


def embedding(yamnet: YamNet) -> Ear:
    """YAMNet's 1,024 numbers before its classes, a mean over time.

    Args:
        yamnet: Opened with the tap ``"embedding"``.
    """

    def told(audio: Audio, sample_rate: int) -> NDArray[np.float32]:
        return np.asarray(yamnet.encode(audio, sample_rate)["embedding"], np.float32).reshape(-1)

    return told


def descriptors(audio: Audio, sample_rate: int) -> NDArray[np.float32]:
    """The :data:`WORDS` of a sound; NaN where one is undefined.

    Example:
        >>> descriptors(np.ones((1, 8_000), np.float32), 16_000).shape == (len(WORDS),)
        True
    """
    from timbrespace.semantics.descriptors import describe

    found = describe(np.asarray(audio, np.float32)[None], sample_rate, WORDS)
    return np.array([float(found[name][0]) for name in WORDS], np.float32)


def log_mel(audio: Audio, sample_rate: int) -> NDArray[np.float32]:
    """Mean and deviation over time of 64 mel bands in dB: ``(128,)``; no network has part in it.

    Example:
        >>> log_mel(np.zeros((1, 8_000), np.float32), 16_000).shape
        (128,)
    """
    from timbrespace.measure.spectra import magnitudes, mel_bands

    mono = np.asarray(audio, np.float32).mean(axis=0)
    mono = np.pad(mono, (0, max(0, _N_FFT - len(mono))))
    power = magnitudes(mono, _N_FFT, _HOP) ** 2 @ mel_bands(sample_rate, _N_FFT, _N_MELS)
    bands = 10 * np.log10(np.maximum(power, _FLOOR))
    return np.concatenate([bands.mean(axis=0), bands.std(axis=0)]).astype(np.float32)


def hear(
    sounds: Iterable[tuple[Audio, int]], ears: Mapping[str, Ear], job: Job | None = None
) -> dict[str, NDArray[np.float32]]:
    """What each ear says of each sound.

    Args:
        sounds: Each ``(C, T)`` with its rate in Hz; read once, one after the other.
        ears: By name.
        job: Counts sounds; can be stopped.

    Returns:
        By ear, ``(N, D)``.
    """
    job = quiet_job(job, "hear")
    rows: dict[str, list[NDArray[np.float32]]] = {name: [] for name in ears}
    job.begin(message="Listening", unit="sounds")
    for audio, sample_rate in sounds:
        job.check()
        for name, ear in ears.items():
            rows[name].append(ear(audio, sample_rate))
        job.advance()
    return {name: np.stack(found) for name, found in rows.items()}
