"""Distances of spectra: what is heard, with phase left out."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from timbrespace.measure.spectra import Spectrum, magnitudes, mel_bands
from timbrespace.measure.waveform import Mono

#: Transform, hop and window in samples (Yamamoto et al. 2020; auraloss's own defaults).
RESOLUTIONS = ((1024, 120, 600), (2048, 240, 1200), (512, 50, 240))
_LEAST = 1e-4  # of a magnitude: auraloss's 1e-8, of a power
#: For mel and log-spectral distances.
N_FFT, HOP, N_MELS = 2048, 512, 80
#: Levels count from so far below the loudest of the reference: what lies lower is not heard,
#: and a distance that counted it would be about dither.
RANGE_DB = 80.0


class Source:
    """A sound that others are compared with: its own spectra are taken once.

    Args:
        audio: ``(T,)``.
        sample_rate: In Hz.
    """

    def __init__(self, audio: Mono, sample_rate: int) -> None:
        self.audio, self.sample_rate = audio, sample_rate

    def multi_resolution_stft(self, estimate: Mono) -> float:
        """See :func:`multi_resolution_stft`."""
        found = []
        for resolution, (source, log_source) in zip(RESOLUTIONS, self._magnitudes, strict=True):
            heard = magnitudes(estimate, *resolution, floor=_LEAST)
            convergence = np.linalg.norm(source - heard) / np.linalg.norm(source)
            found.append(float(convergence + np.abs(log_source - np.log(heard)).mean()))
        return float(np.mean(found))

    def level_distances_db(self, estimate: Mono) -> tuple[float, float]:
        """:func:`mel_distance_db` and :func:`log_spectral_distance_db`, from one transform."""
        (loud_mel, mel), (loud, levels) = self._levels
        if loud <= 0.0 or loud_mel <= 0.0:
            return float("nan"), float("nan")
        power = magnitudes(estimate, N_FFT, HOP) ** 2
        apart = levels - _levels_db(power, loud)
        of_mel = np.abs(mel - _levels_db(power @ self._bands, loud_mel)).mean()
        return float(of_mel), float(np.sqrt((apart**2).mean(axis=1)).mean())

    @property
    def _bands(self) -> Spectrum:
        return mel_bands(self.sample_rate, N_FFT, N_MELS)

    @cached_property
    def _magnitudes(self) -> list[tuple[Spectrum, Spectrum]]:
        found = [magnitudes(self.audio, *each, floor=_LEAST) for each in RESOLUTIONS]
        return [(each, np.log(each)) for each in found]

    @cached_property
    def _levels(self) -> list[tuple[float, Spectrum]]:
        """The loudest band, and all in dB below it: of mel bands, and of the spectrum."""
        power = magnitudes(self.audio, N_FFT, HOP) ** 2
        found = []
        for each in (power @ self._bands, power):
            loudest = float(each.max(initial=0.0))
            found.append((loudest, _levels_db(each, loudest or 1.0)))
        return found


def multi_resolution_stft(reference: Mono, estimate: Mono) -> float:
    """Multi-resolution STFT distance, without unit; lower is better, 0 for the same sound.

    At each resolution the spectral convergence plus the mean absolute difference of natural
    log magnitudes; then the mean over resolutions. The same number as
    ``auraloss.freq.MultiResolutionSTFTLoss()`` to 1e-3, without PyTorch.

    Args:
        reference: ``(T,)``.
        estimate: ``(T,)``, at the same rate.

    Source: Yamamoto, Song and Kim (2020); auraloss (Steinmetz and Reiss 2020).

    Example:
        >>> noise = np.random.default_rng(0).normal(size=4000).astype(np.float32)
        >>> multi_resolution_stft(noise, noise)
        0.0
    """
    return Source(reference, 1).multi_resolution_stft(estimate)


def mel_distance_db(reference: Mono, estimate: Mono, sample_rate: int) -> float:
    """Mean absolute difference of mel bands in dB; lower is better.

    80 bands from 20 Hz to half the rate, windows of 2048 samples, hop 512. Levels more than
    :data:`RANGE_DB` below the reference's loudest band count as that.

    Args:
        reference: ``(T,)``.
        estimate: ``(T,)``, at the same rate.
        sample_rate: In Hz.

    Returns:
        NaN for a silent reference.

    Source: the mel loss of neural vocoders (Kong, Kim and Bae 2020), here in dB.

    Example:
        >>> noise = np.random.default_rng(0).normal(size=8000).astype(np.float32)
        >>> round(mel_distance_db(noise, 0.1 * noise, 16_000), 3)
        20.0
    """
    return Source(reference, sample_rate).level_distances_db(estimate)[0]


def log_spectral_distance_db(reference: Mono, estimate: Mono) -> float:
    """Root mean square difference of log spectra over frequency, then the mean over frames.

    In dB; lower is better. Windows of 2048 samples, hop 512, the same floor as
    :func:`mel_distance_db`.

    Args:
        reference: ``(T,)``.
        estimate: ``(T,)``, at the same rate.

    Returns:
        NaN for a silent reference.

    Source: Gray and Markel (1976).
    """
    # The rate places mel bands only, which have no part in it.
    return Source(reference, 48_000).level_distances_db(estimate)[1]


def _levels_db(power: Spectrum, loudest: float) -> Spectrum:
    """Powers in dB below the loudest of the reference, with a floor."""
    scaled = np.maximum(power / np.float32(loudest), np.float32(10 ** (-RANGE_DB / 10)))
    return np.asarray(10 * np.log10(scaled))
