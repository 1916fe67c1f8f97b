"""Warmth: loud between 100 and 400 Hz, energy under 260 Hz, and an even fall above."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.audiocommons.loud import region, weighted
from timbrespace.semantics.framing import (
    Array,
    constant,
    constant_index,
    detached,
    namespace,
    rfft,
)
from timbrespace.semantics.peaks import lowest_peak
from timbrespace.semantics.sound import Sound, _power

#: Length of a frame, at 44.1 kHz, and of the taper of its window.
FRAME_S, TAPER = 8192 / 44_100, 0.25
#: How far the spectrum falls after its lowest partial, as a share of the highest.
CONTRAST = 0.2
#: Partials below have energy that warms; the fall is looked at from so many times the lowest.
WARM_HZ, ABOVE = 260.0, 3.5
#: Bins count as at least this share of the highest: single precision sees no less.
LEAST_POWER = 1e-13
#: Or from here, at most.
HIGHEST_HZ = 12_000.0


def warmth(sound: Sound) -> Array:
    """The word *warmth*, ``(B,)``; onsets and lowest partials carry no gradients."""
    xp = namespace(sound.x)
    spectra, owners, levels = _segments(sound)
    hz = np.arange(spectra.shape[-1]) * sound.sample_rate / 2 / (spectra.shape[-1] - 1)
    spectra = spectra / xp.clip(xp.max(spectra, axis=-1, keepdims=True), min=1e-20)
    lowest = lowest_peak(detached(spectra), CONTRAST)
    total = xp.clip(xp.sum(spectra, axis=-1), min=1e-20)
    under = (np.arange(len(hz)) >= lowest[:, None]) & (hz <= WARM_HZ)
    warm = xp.sum(spectra * constant(under * (hz[lowest] < WARM_HZ)[:, None], spectra), axis=-1)
    centroid = xp.sum(spectra * constant(hz, spectra), axis=-1) / total
    evenness = _evenness(spectra, hz, lowest)
    share = _mean(warm / total, owners, levels)
    even = np.ones(len(owners))
    hf = weighted(region(sound, 80, 240), sound.bare_levels)
    return (
        -4.464258317026696 * xp.log10(xp.clip(_mean(centroid, owners, even), min=1.0))
        - 0.08819320850778556 * hf
        + 0.29156539973575546 * xp.mean(region(sound, 10, 40), axis=-1)
        + 17.274733561081554 * _mean(evenness, owners, even)
        + 8.403340066029507 * share
        + 45.21212125085579
    )


def _evenness(spectra: Array, hz: NDArray[np.float64], lowest: NDArray[np.int64]) -> Array:
    """How well ``(S,)`` a line fits log power over log frequency above the lowest partials."""
    xp = namespace(spectra)
    from_hz = ABOVE * hz[lowest]
    from_hz = np.where(from_hz > HIGHEST_HZ, HIGHEST_HZ, from_hz)
    above = constant((hz > np.minimum(from_hz, hz[-8])[:, None]).astype(float), spectra)
    x = constant(np.log10(np.maximum(hz, hz[1])), spectra)
    y = xp.log10(spectra + LEAST_POWER)
    n = xp.sum(above, axis=-1, keepdims=True)
    dx = above * (x - xp.sum(above * x, axis=-1, keepdims=True) / n)
    dy = above * (y - xp.sum(above * y, axis=-1, keepdims=True) / n)
    both = xp.sum(dx * dy, axis=-1)
    return both * both / (xp.sum(dx * dx, axis=-1) * xp.sum(dy * dy, axis=-1) + 1e-20)


def _mean(values: Array, owners: NDArray[np.int64], weights: NDArray[np.float64]) -> Array:
    """Mean by weight over the segments of each sound: ``(S,)`` becomes ``(B,)``."""
    shares = np.zeros((int(owners.max()) + 1, len(owners)))
    shares[owners, np.arange(len(owners))] = weights + 1e-12
    shares /= shares.sum(axis=1, keepdims=True)
    return constant(shares, values) @ values


def _segments(sound: Sound) -> tuple[Array, NDArray[np.int64], NDArray[np.float64]]:
    """Power spectra ``(S, K)`` from onset to onset, whose they are, and their RMS."""
    size = int(2 ** round(np.log2(FRAME_S * sound.sample_rate)))
    xp, hop = namespace(sound.x), size - size // 8
    starts, lengths, segments, owners = [], [], [], []
    for owner, found in enumerate(sound.onsets):
        begin = found if len(found) > 1 else [0]
        for a, b in zip(begin, [*begin[1:], sound.n_samples], strict=True):
            inner = range(a, max(a + 1, b - size + 1), hop)
            starts += inner
            lengths += [min(size, b - a)] * len(inner)
            segments += [len(owners)] * len(inner)
            owners.append(owner)
    ends = np.array(starts) + np.array(lengths)
    place = np.minimum(np.array(starts)[:, None] + np.arange(size), sound.n_samples - 1)
    who = np.array(owners)[segments]
    windows = np.stack([_tukey(length, size) for length in lengths])
    n = sound.n_samples
    flat = xp.reshape(xp.permute_dims(sound.x, (1, 0, 2)), (sound.x.shape[1], -1))
    index = constant_index((who[:, None] * n + place).ravel(), sound.x)
    cut = xp.reshape(xp.take(flat, index, axis=1), (sound.x.shape[1], len(starts), size))
    held = constant((place < ends[:, None]).astype(float) / np.array(lengths)[:, None], sound.x)
    cut = (cut - xp.sum(cut * held, axis=-1, keepdims=True)) * constant(windows, sound.x)
    power = _power(rfft(cut)[None])[0]
    sums = np.zeros((len(owners), len(starts)))
    sums[segments, np.arange(len(starts))] = 1
    levels = _levels(sound, starts, segments, ends, len(owners), owners)
    return constant(sums, power) @ power, np.array(owners), levels


def _levels(
    sound: Sound,
    starts: list[int],
    segments: list[int],
    ends: NDArray[np.int64],
    count: int,
    owners: list[int],
) -> NDArray[np.float64]:
    squares = np.cumsum(np.pad(detached(sound.magnitude) ** 2, ((0, 0), (1, 0))), axis=1)
    found = np.zeros(count)
    for segment in range(count):
        mine = [i for i, s in enumerate(segments) if s == segment]
        a, b = starts[mine[0]], int(ends[mine[-1]])
        owner = owners[segment]
        found[segment] = (squares[owner, b] - squares[owner, a]) / max(1, b - a)
    return np.sqrt(np.maximum(found, 0))


@lru_cache(maxsize=256)
def _tukey(length: int, size: int) -> NDArray[np.float64]:
    from scipy.signal.windows import tukey

    return np.pad(tukey(length, TAPER, sym=False), (0, size - length))
