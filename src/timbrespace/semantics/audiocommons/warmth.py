"""Warmth: loud between 100 and 400 Hz, energy under 260 Hz, and an even fall above."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.audiocommons.loud import region, weighted
from timbrespace.semantics.audiocommons.stretches import (
    Stretches,
    cut,
    from_onset_to_onset,
    levels,
    mean_of,
)
from timbrespace.semantics.framing import Array, constant, detached, namespace, rfft
from timbrespace.semantics.peaks import lowest_peak
from timbrespace.semantics.sound import Sound

#: Length of a frame (8192 samples at 44.1 kHz), its overlap, and the taper of its window.
FRAME_S, OVERLAP, TAPER = 0.186, 8, 0.25
#: How far the spectrum falls after its lowest partial, as a share of the highest.
CONTRAST = 0.2
#: Partials below have energy that warms; the fall is looked at from so many times the lowest.
WARM_HZ, ABOVE = 260.0, 3.5
#: Bins count as at least this share of the highest.
LEAST_POWER = 1e-20
#: Or from here, at most; and up to here, where the sample rate reaches higher.
HIGHEST_HZ, LAST_HZ = 12_000.0, 24_000.0


def warmth(sound: Sound) -> Array:
    """The word *warmth*, ``(B,)``; onsets and lowest partials carry no gradients."""
    xp, whole = namespace(sound.x), from_onset_to_onset(sound, leading=False)
    spectra = _spectra(sound, whole)
    hz = np.arange(spectra.shape[-1]) * sound.sample_rate / 2 / (spectra.shape[-1] - 1)
    lowest = lowest_peak(detached(spectra), CONTRAST)
    total = xp.clip(xp.sum(spectra, axis=-1), min=1e-20)
    under = (np.arange(len(hz)) >= lowest[:, None]) & (hz <= WARM_HZ)
    warm = xp.sum(spectra * constant(under * (hz[lowest] < WARM_HZ)[:, None], spectra), axis=-1)
    centroid = xp.sum(spectra * constant(hz, spectra), axis=-1) / total
    even = np.ones(len(whole.owners))
    loudness = levels(detached(sound.magnitude), whole)
    middle_hz = xp.clip(mean_of(centroid, whole.owners, even), min=1.0)
    value = (
        -4.464258317026696 * xp.log10(middle_hz)
        - 0.08819320850778556 * weighted(region(sound, 80, 240), sound.bare_levels)
        + 0.29156539973575546 * xp.mean(region(sound, 10, 40), axis=-1)
        + 17.274733561081554 * mean_of(_evenness(spectra, hz, lowest), whole.owners, even)
        + 8.403340066029507 * mean_of(warm / total, whole.owners, loudness)
        + 45.21212125085579
    )
    return xp.astype(value, sound.x.dtype)


def _evenness(spectra: Array, hz: NDArray[np.float64], lowest: NDArray[np.int64]) -> Array:
    """How well ``(S,)`` a line fits log power over log frequency above the lowest partials."""
    xp = namespace(spectra)
    from_hz = np.minimum(ABOVE * hz[lowest], min(HIGHEST_HZ, hz[-8]))
    looked_at = (hz > from_hz[:, None]) & (hz <= LAST_HZ)
    above = constant(looked_at.astype(np.float64), spectra)
    x = constant(np.log10(np.maximum(hz, hz[1])), spectra)
    y = xp.log10(spectra + LEAST_POWER)
    n = xp.sum(above, axis=-1, keepdims=True)
    dx = above * (x - xp.sum(above * x, axis=-1, keepdims=True) / n)
    dy = above * (y - xp.sum(above * y, axis=-1, keepdims=True) / n)
    both = xp.sum(dx * dy, axis=-1)
    return both * both / (xp.sum(dx * dx, axis=-1) * xp.sum(dy * dy, axis=-1) + 1e-20)


def _spectra(sound: Sound, whole: Stretches) -> Array:
    """Power spectra ``(S, K)`` of stretches, the highest bin 1: sums of frames without mean."""
    xp, size = namespace(sound.x), int(2 ** round(np.log2(FRAME_S * sound.sample_rate)))
    parts, of = _frames(whole, size)
    samples, inside = cut(sound, parts, size)
    # The fall is followed far down, where single precision sees only its own noise.
    samples, inside = xp.astype(samples, xp.float64), xp.astype(inside, xp.float64)
    lengths = constant(parts.lengths[:, None].astype(np.float64), samples)
    windows = constant(np.stack([_tukey(n, size) for n in parts.lengths.tolist()]), samples)
    mean = xp.sum(samples, axis=-1, keepdims=True) / lengths
    spectra = rfft((samples - mean * inside) * windows)
    power = xp.sum(xp.real(spectra) ** 2 + xp.imag(spectra) ** 2, axis=0)
    sums = np.zeros((len(whole.owners), len(of)))
    sums[of, np.arange(len(of))] = 1
    power = constant(sums, power) @ power
    return power / xp.clip(xp.max(power, axis=-1, keepdims=True), min=1e-20)


def _frames(whole: Stretches, size: int) -> tuple[Stretches, NDArray[np.int64]]:
    """Overlapping frames within stretches, and which of those each frame is of."""
    counts = 1 + np.maximum(0, whole.lengths - size) // (size - size // OVERLAP)
    of = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts)
    starts = whole.starts[of] + number * (size - size // OVERLAP)
    return Stretches(whole.owners[of], starts, np.minimum(whole.lengths[of], size)), of


@lru_cache(maxsize=256)
def _tukey(length: int, size: int) -> NDArray[np.float64]:
    from scipy.signal.windows import tukey

    return np.pad(tukey(length, TAPER, sym=False), (0, size - length))
