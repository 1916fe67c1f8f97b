"""Mel frames as HiFi-GAN was trained to take them: 80 bands, natural logarithms of magnitudes.

22,050 Hz, Hann windows of 1,024 samples, a hop of 256, bands from 0 to 8 kHz on Slaney's scale
(Auditory Toolbox, 1998) with triangles of area 1.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio

Frames = NDArray[np.float32]

RATE_HZ, N_FFT, HOP, N_MELS = 22_050, 1024, 256, 80
LOW_HZ, HIGH_HZ = 0.0, 8_000.0
#: Magnitudes are clamped here before the logarithm is taken; what silence becomes.
LEAST = 1e-5
FLOOR = float(np.log(LEAST))
#: Slaney's scale: linear to 1 kHz, which is 15; from there 27 steps for every factor of 6.4.
_LINEAR_HZ, _BEND_HZ, _BEND_MEL, _STEP = 200.0 / 3, 1_000.0, 15.0, np.log(6.4) / 27.0


def mel_frames(sound: Audio) -> Frames:
    """Log-mel frames ``(F, 80)`` of a sound ``(T,)`` at 22,050 Hz, one for every 256 samples.

    Example:
        >>> mel_frames(np.zeros(1000, np.float32)).shape
        (4, 80)
    """
    from scipy.fft import rfft

    n_frames = -(-len(sound) // HOP)
    if not n_frames:
        return np.zeros((0, N_MELS), np.float32)
    edge = (N_FFT - HOP) // 2
    whole = np.pad(sound, (0, n_frames * HOP - len(sound)))
    # A frame's hop lies in the middle of its window; what lies beyond the ends is mirrored.
    padded = np.pad(whole, edge, mode="reflect" if len(whole) > edge else "constant")
    windows = np.lib.stride_tricks.sliding_window_view(padded, N_FFT)[::HOP]
    magnitudes = np.abs(rfft(windows * _hann(), axis=1))
    return np.log(np.maximum(magnitudes @ filters().T, LEAST)).astype(np.float32)


@cache
def filters() -> NDArray[np.float64]:
    """Triangles ``(80, 513)`` over the bins of a spectrum, each of area 1 in Hz."""
    edges = mel_to_hz(np.linspace(hz_to_mel(LOW_HZ), hz_to_mel(HIGH_HZ), N_MELS + 2))
    bins = np.linspace(0.0, RATE_HZ / 2, N_FFT // 2 + 1)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - low) / (middle - low), (high - bins) / (high - middle)
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    made: NDArray[np.float64] = triangles * 2.0 / (high - low)
    return made


def hz_to_mel(hz: float) -> float:
    """Slaney's scale.

    Example:
        >>> round(hz_to_mel(500.0), 6), round(hz_to_mel(6_400.0), 6)
        (7.5, 42.0)
    """
    if hz < _BEND_HZ:
        return hz / _LINEAR_HZ
    return float(_BEND_MEL + np.log(hz / _BEND_HZ) / _STEP)


def mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of :func:`hz_to_mel`, elementwise.

    Example:
        >>> mel_to_hz(np.array([7.5, 42.0])).round(6).tolist()
        [500.0, 6400.0]
    """
    bent = _BEND_HZ * np.exp(_STEP * (mel - _BEND_MEL))
    return np.where(mel < _BEND_MEL, mel * _LINEAR_HZ, bent)


def _hann() -> NDArray[np.float64]:
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT)
