"""Descriptors of the spectrum: where its centre lies, and how much it is like noise."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Analysis, Array, Track, constant, frames, namespace, rfft

#: Wanted length of a frame; the power of two next to it is taken (2048 at 44.1 and 48 kHz).
FRAME_S = 0.0464
#: The band that is looked at: below lies offset and rumble, above what codecs cut away.
LOW_HZ, HIGH_HZ = 20.0, 16_000.0
#: Flatness counts a bin as at least this share of its frame's mean, so it ends at -100 dB.
FLATNESS_FLOOR = 1e-10
#: Share of the energy below the roll-off.
ROLLOFF = 0.85
#: Far below any sound, so that the root of an empty bin has a slope.
TINY = 1e-24


def frame_size(sample_rate: int) -> int:
    """Samples in a frame: the power of two nearest (in ratio) to 46.4 ms."""
    return int(2 ** max(5, round(math.log2(FRAME_S * sample_rate))))


@lru_cache(maxsize=16)
def _window(size: int) -> NDArray[np.float64]:
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size))


@lru_cache(maxsize=16)
def frequencies(sample_rate: int) -> tuple[NDArray[np.float64], slice]:
    """Frequencies in Hz of the bins within the band ``(K,)``, and which bins these are."""
    size = frame_size(sample_rate)
    every = np.arange(size // 2 + 1) * sample_rate / size
    inside = np.flatnonzero((every >= LOW_HZ) & (every <= HIGH_HZ))
    band = slice(int(inside[0]), int(inside[-1]) + 1)
    return every[band], band


def power(x: Array, sample_rate: int) -> Array:
    """Power spectra ``(B, F, K)`` within the band, channels summed, of ``(B, C, T)``.

    ``T`` is a multiple of half a frame; frames overlap by half, under a Hann window.
    """
    xp, size = namespace(x), frame_size(sample_rate)
    cut = frames(x, size, size // 2) * constant(_window(size), x)
    spectrum = rfft(cut)[..., frequencies(sample_rate)[1]]
    real, imag = xp.real(spectrum), xp.imag(spectrum)
    return xp.sum(real * real + imag * imag, axis=1)


def centroid(spectra: Array, sample_rate: int) -> Array:
    """Spectral centroid ``(B, F)`` in Hz of power spectra: mean frequency by amplitude.

    Source: J. M. Grey, J. W. Gordon, Perceptual effects of spectral modifications on musical
    timbres (1978).
    """
    xp = namespace(spectra)
    amplitude = xp.sqrt(spectra + TINY)
    hz = constant(frequencies(sample_rate)[0], spectra)
    return xp.sum(amplitude * hz, axis=-1) / xp.sum(amplitude, axis=-1)


def flatness(spectra: Array) -> Array:
    """Spectral flatness ``(B, F)`` in dB of power spectra: geometric over arithmetic mean.

    White noise reads -2.5 dB (a single periodogram is ragged), a tone -40 and below.

    Source: J. D. Johnston, Transform coding of audio signals using perceptual noise criteria
    (1988).
    """
    xp = namespace(spectra)
    mean = xp.mean(spectra, axis=-1, keepdims=True) + TINY
    return 10 * xp.mean(xp.log10(spectra / mean + FLATNESS_FLOOR), axis=-1)


def spread(spectra: Array, sample_rate: int) -> Array:
    """Spectral spread ``(B, F)`` in Hz of power spectra: deviation from the centroid.

    Weighted by amplitude, as the centroid is.

    Source: G. Peeters, A large set of audio features for sound description (2004).
    """
    xp = namespace(spectra)
    amplitude = xp.sqrt(spectra + TINY)
    hz = constant(frequencies(sample_rate)[0], spectra)
    total = xp.sum(amplitude, axis=-1, keepdims=True)
    middle = xp.sum(amplitude * hz, axis=-1, keepdims=True) / total
    # No spectrum is narrower than a thousandth of a hertz; the root there has no slope.
    return xp.sqrt(xp.sum(amplitude / total * (hz - middle) ** 2, axis=-1) + 1e-6)


def rolloff(spectra: Array, sample_rate: int) -> Array:
    """Frequency ``(B, F)`` in Hz below which 85 % of the energy of power spectra lies.

    Between bins it is interpolated, so that it moves smoothly.

    Source: G. Tzanetakis, P. Cook, Musical genre classification of audio signals (2002).
    """
    xp = namespace(spectra)
    hz = frequencies(sample_rate)[0]
    so_far = xp.cumulative_sum(spectra, axis=-1, include_initial=True)
    wanted = ROLLOFF * so_far[..., -1:]
    below = xp.sum(xp.astype(so_far < wanted, xp.int64), axis=-1, keepdims=True)
    bin_ = xp.clip(below - 1, min=0, max=spectra.shape[-1] - 1)
    inside = xp.take_along_axis(spectra, bin_, axis=-1) + TINY
    share = (wanted - xp.take_along_axis(so_far, bin_, axis=-1)) / inside
    place = xp.astype(bin_, spectra.dtype) + xp.clip(share, min=0, max=1) - 0.5
    return (float(hz[0]) + float(hz[1] - hz[0]) * place)[..., 0]


def flux(spectra: Array) -> Array:
    """Change ``(B, F - 1)`` between successive power spectra: 0 for none, at most 1.

    1 minus the cosine of the angle between their amplitude spectra, so that level alone is no
    change.

    Source: G. Peeters, A large set of audio features for sound description (2004).
    """
    xp = namespace(spectra)
    amplitude = xp.sqrt(spectra + TINY)
    before, after = amplitude[..., :-1, :], amplitude[..., 1:, :]
    energy = xp.sum(spectra + TINY, axis=-1)
    product = xp.sum(before * after, axis=-1)
    return xp.clip(1 - product / xp.sqrt(energy[..., :-1] * energy[..., 1:]), min=0)


@lru_cache(maxsize=16)
def analysis(sample_rate: int) -> Analysis:
    """Energy, centroid and flatness of every frame."""
    size = frame_size(sample_rate)
    hop = size // 2

    def run(x: Array) -> Track:
        spectra = power(x, sample_rate)
        energy = namespace(x).sum(spectra, axis=-1)
        return energy, centroid(spectra, sample_rate), flatness(spectra)

    # Zeros before the sound: an attack at its very start lies under the middle of a window too.
    return Analysis(hop, size - hop, size - hop, lambda n: 1 + max(1, -(-n // hop)), run)
