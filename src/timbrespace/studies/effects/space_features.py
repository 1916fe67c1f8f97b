"""What is known of each effected sound: latents of spaces, and what they have to beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job, quiet_job
from timbrespace.measure.spectra import magnitudes, mel_bands
from timbrespace.studies.effects.space_items import Items

if TYPE_CHECKING:
    from timbrespace.spaces.base import Audio, DecodingSpace, Latents
    from timbrespace.spaces.yamnet.space import YamNet

#: From sound ``(1, T)`` and its rate in Hz to one vector ``(D,)``.
Describe = Callable[["Audio", int], "Latents"]

_N_FFT, _HOP, _N_MELS, _FLOOR = 1024, 512, 80, 1e-6

STATISTICS, SPECTRUM, YAMNET = "log-mel statistics", "log-mel", "YAMNet embedding"


@dataclass(frozen=True)
class Candidate:
    """Features that have to tell effects and settings.

    Args:
        name: What a table calls them.
        vectors: ``(N, D)``.
        n_components: Leading principal components that are seen, fitted on the training part
            of every split alone; None: the features as they are.
        learned: Whether it is a space that learned from effects; all others are baselines.
    """

    name: str
    vectors: NDArray[np.float32]
    n_components: int | None = None
    learned: bool = False


def of_space(space: DecodingSpace) -> Describe:
    """The mean of a space's frames."""
    return lambda audio, rate: space.encode(audio, rate).mean(axis=0)


def of_yamnet(yamnet: YamNet) -> Describe:
    """YAMNet's 1,024 numbers before its classes, a mean over time."""

    def describe(audio: Audio, rate: int) -> Latents:
        return np.asarray(yamnet.encode(audio, rate)["embedding"], np.float32).reshape(-1)

    return describe


def log_mel(audio: Audio, rate: int) -> NDArray[np.float32]:
    """Bands ``(80, F)`` of a sound ``(1, T)``, in dB."""
    power = magnitudes(audio[0], _N_FFT, _HOP) ** 2 @ mel_bands(rate, _N_FFT, _N_MELS)
    return np.asarray(10 * np.log10(np.maximum(power.T, _FLOOR)), np.float32)


def statistics(audio: Audio, rate: int) -> NDArray[np.float32]:
    """Mean and deviation over time of each band: ``(160,)``."""
    bands = log_mel(audio, rate)
    return np.concatenate([bands.mean(axis=1), bands.std(axis=1)])


def spectrum(audio: Audio, rate: int) -> NDArray[np.float32]:
    """All of the bands, one after the other: what principal components are of."""
    return log_mel(audio, rate).reshape(-1)


def describe(
    items: Items, how: Mapping[str, Describe], job: Job | None = None
) -> dict[str, NDArray[np.float32]]:
    """Features ``(N, D)`` of all items by name; each sound is made once.

    Args:
        items: Of which.
        how: What describes a sound, by name.
        job: Counts sounds; can be stopped.
    """
    job = quiet_job(job, "describe")
    job.begin(len(items), "Describing effected sounds", unit="sounds")
    rows: dict[str, list[Latents]] = {name: [] for name in how}
    for _, wet in items.sounds():
        for sound in wet:
            job.check()
            for name, told in how.items():
                rows[name].append(told(sound[None], items.config.sample_rate))
        job.advance(len(wet))
    return {name: np.stack(found).astype(np.float32) for name, found in rows.items()}


def candidates(
    found: Mapping[str, NDArray[np.float32]], learned: Mapping[str, int]
) -> list[Candidate]:
    """Learned spaces first, then what they have to beat, a PCA of each one's size among it.

    Args:
        found: What :func:`describe` gave.
        learned: Names of learned spaces, with their dims.
    """
    made = [Candidate(name, found[name], learned=True) for name in learned]
    if SPECTRUM in found:
        sizes = sorted(set(learned.values()))
        made += [Candidate(pca_name(size), found[SPECTRUM], size) for size in sizes]
    rest = [name for name in found if name not in learned and name != SPECTRUM]
    return [*made, *(Candidate(name, found[name]) for name in rest)]


def pca_name(n_components: int) -> str:
    """What the components of log-mel are called.

    Example:
        >>> pca_name(64)
        'log-mel PCA-64'
    """
    return f"{SPECTRUM} PCA-{n_components}"
