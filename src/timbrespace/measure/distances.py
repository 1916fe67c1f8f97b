"""Distances of spectra: what is heard, with phase left out."""

from __future__ import annotations

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
    return float(np.mean([_one_resolution(reference, estimate, *each) for each in RESOLUTIONS]))


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
    bands = mel_bands(sample_rate, N_FFT, N_MELS)
    of_reference, of_estimate = (
        magnitudes(sound, N_FFT, HOP) ** 2 @ bands for sound in (reference, estimate)
    )
    levels = _levels_db(of_reference, of_estimate)
    return float("nan") if levels is None else float(np.abs(levels[0] - levels[1]).mean())


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
    of_reference, of_estimate = (
        magnitudes(sound, N_FFT, HOP) ** 2 for sound in (reference, estimate)
    )
    levels = _levels_db(of_reference, of_estimate)
    if levels is None:
        return float("nan")
    return float(np.sqrt(((levels[0] - levels[1]) ** 2).mean(axis=1)).mean())


def _one_resolution(
    reference: Mono, estimate: Mono, n_fft: int, hop: int, window_samples: int
) -> float:
    source, heard = (
        magnitudes(sound, n_fft, hop, window_samples, _LEAST) for sound in (reference, estimate)
    )
    convergence = np.linalg.norm(source - heard) / np.linalg.norm(source)
    return float(convergence + np.abs(np.log(source) - np.log(heard)).mean())


def _levels_db(reference: Spectrum, estimate: Spectrum) -> tuple[Spectrum, Spectrum] | None:
    """Powers in dB below the loudest of the reference, with a floor; None where it is silent."""
    loudest = float(reference.max(initial=0.0))
    if loudest <= 0.0:
        return None
    least = 10 ** (-RANGE_DB / 10)
    return (
        10 * np.log10(np.maximum(reference / loudest, least)),
        10 * np.log10(np.maximum(estimate / loudest, least)),
    )
