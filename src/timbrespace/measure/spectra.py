"""Magnitude spectra and mel bands, in NumPy."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.measure.waveform import Mono

Spectrum = NDArray[np.float32]
Complex = NDArray[np.complex64]


def stft(audio: Mono, n_fft: int, hop: int, window_samples: int | None = None) -> Complex:
    """Short-time spectra with frames centred on multiples of the hop, mirrored at both ends.

    Args:
        audio: ``(T,)``, at least 2 samples.
        n_fft: Length of the transform in samples.
        hop: From one frame to the next, in samples.
        window_samples: Length of the periodic Hann window, at most ``n_fft`` (the default).

    Returns:
        ``(F, n_fft // 2 + 1)`` with ``F = 1 + T // hop``.

    Example:
        >>> stft(np.ones(100, np.float32), 16, 10).shape
        (11, 9)
    """
    padded = np.pad(np.asarray(audio, np.float32), n_fft // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, n_fft)[::hop]
    return np.asarray(np.fft.rfft(frames * _window(window_samples or n_fft, n_fft)), np.complex64)


def istft(spectra: Complex, n_fft: int, hop: int, n_samples: int) -> Mono:
    """The sound ``(n_samples,)`` whose :func:`stft` (full window) is nearest to these spectra.

    Source: least squares, Griffin and Lim (1984).
    """
    window = _window(n_fft, n_fft)
    frames = np.fft.irfft(spectra, n_fft).astype(np.float32) * window
    length = (len(frames) - 1) * hop + n_fft
    total, weight = np.zeros(length, np.float32), np.zeros(length, np.float32)
    for at, frame in enumerate(frames):
        total[at * hop : at * hop + n_fft] += frame
        weight[at * hop : at * hop + n_fft] += window**2
    sound = total / np.maximum(weight, 1e-8)
    sound = sound[n_fft // 2 : n_fft // 2 + n_samples]
    return np.pad(sound, (0, n_samples - len(sound)))


def magnitudes(
    audio: Mono, n_fft: int, hop: int, window_samples: int | None = None, floor: float = 0.0
) -> Spectrum:
    """Magnitudes of :func:`stft`, none below the floor; ``(F, n_fft // 2 + 1)``."""
    spectra = stft(audio, n_fft, hop, window_samples)
    power = spectra.real**2 + spectra.imag**2
    return np.asarray(np.sqrt(np.maximum(power, floor**2)), np.float32)


@lru_cache(maxsize=16)
def mel_bands(
    sample_rate: int, n_fft: int, n_mels: int, low_hz: float = 20.0, high_hz: float | None = None
) -> Spectrum:
    """Triangles on the mel scale, ``(n_fft // 2 + 1, n_mels)``, each summing to 1.

    None is narrower than two bins, so that low bands hear something at any ``n_fft``.

    Args:
        sample_rate: In Hz.
        n_fft: Length of the transform in samples.
        n_mels: How many bands.
        low_hz: Where the lowest begins.
        high_hz: Where the highest ends; default: half the sample rate.

    Source: the scale of O'Shaughnessy (1987), 2595 log10(1 + f / 700).
    """
    top_hz = high_hz or sample_rate / 2
    edges_hz = _from_mel(np.linspace(_mel(low_hz), _mel(top_hz), n_mels + 2))
    bin_hz = sample_rate / n_fft
    centre_hz = edges_hz[1:-1]
    below_hz = np.maximum(centre_hz - edges_hz[:-2], bin_hz)
    above_hz = np.maximum(edges_hz[2:] - centre_hz, bin_hz)
    away_hz = np.arange(n_fft // 2 + 1)[:, None] * bin_hz - centre_hz[None]
    triangles = 1 - np.where(away_hz < 0, -away_hz / below_hz, away_hz / above_hz)
    weights = np.maximum(triangles, 0.0)
    return np.asarray(weights / weights.sum(axis=0), np.float32)


@lru_cache(maxsize=16)
def _window(length: int, n_fft: int) -> Spectrum:
    """A periodic Hann window in the middle of ``n_fft`` samples."""
    whole = np.zeros(n_fft, np.float32)
    start = (n_fft - length) // 2
    whole[start : start + length] = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)
    return whole


def _mel(hz: float) -> float:
    return float(2595.0 * np.log10(1 + hz / 700.0))


def _from_mel(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(700.0 * (10 ** (mel / 2595.0) - 1))
