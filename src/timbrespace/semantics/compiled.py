"""Walks along a spectrum, compiled: what NumPy would do in hundreds of small steps.

Each stands beside a form for any array library, which passes gradients, and gives its very
values; :func:`~timbrespace.semantics.framing.is_plain` says which of the two is meant.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
#: float32 or float64.
Floats = NDArray[np.floating]
Spectra = NDArray[np.complexfloating]


@njit(cache=True, nogil=True)
def powers(spectra: Spectra) -> Floats:
    """Squared magnitudes ``(B, F, K)`` of ``(B, C, F, K)``, channels summed: ``sound._power``."""
    n_sounds, n_channels, n_frames, n_bins = spectra.shape
    out = np.zeros((n_sounds, n_frames, n_bins), spectra.real.dtype)
    for b in range(n_sounds):
        for c in range(n_channels):
            for f in range(n_frames):
                row, of = out[b, f], spectra[b, c, f]
                for k in range(n_bins):
                    row[k] += of[k].real * of[k].real + of[k].imag * of[k].imag
    return out


@njit(cache=True, nogil=True)
def powers_under(spectra: Spectra, mean: float, swing: float) -> Floats:
    """The same as if frames had lain under ``mean - swing * cos``; see ``sound._windowed``."""
    n_sounds, n_channels, n_frames, n_bins = spectra.shape
    out = np.zeros((n_sounds, n_frames, n_bins), spectra.real.dtype)
    half = swing / 2
    for b in range(n_sounds):
        for c in range(n_channels):
            for f in range(n_frames):
                row, of = out[b, f], spectra[b, c, f]
                for k in range(n_bins):
                    left = of[k - 1] if k else np.conj(of[1])
                    right = of[k + 1] if k < n_bins - 1 else np.conj(of[n_bins - 2])
                    real = mean * of[k].real - half * (left.real + right.real)
                    imag = mean * of[k].imag - half * (left.imag + right.imag)
                    row[k] += real * real + imag * imag
    return out


@njit(cache=True, nogil=True)
def masked(core: Floats, falls: Floats, ends: Floats, left: Ints, right: Ints) -> Floats:
    """Specific loudness ``(R, 240)``; see ``zwicker._masked``.

    Args:
        core: Main loudness ``(R, 21)``.
        falls: ``(8, E + 1)``, over a tenth of a bark, by how many of the ends lie below.
        ends: ``(E,)``, rising.
        left: The band to the left of each point ``(240,)``.
        right: The band to the right.
    """
    out = np.empty((core.shape[0], left.shape[0]), core.dtype)
    for row in range(core.shape[0]):
        value = core[row, 0]
        place = np.searchsorted(ends, value, side="right")
        for i in range(left.shape[0]):
            a, b = left[i], right[i]
            value -= falls[min(max(a - 1, 0), 7), place]
            higher = max(core[row, a], core[row, b])
            if higher >= value:
                value = higher
                place = np.searchsorted(ends, value, side="right")
            while place > 0 and ends[place - 1] > value:
                place -= 1
            out[row, i] = value
    return out


@njit(cache=True, nogil=True)
def contrasted(spectra: Floats, contrast: Floats) -> tuple[Ints, Ints]:
    """Rows and bins ``(M,)`` of the peaks of spectra ``(R, K)``; see ``peaks._contrasted``.

    Args:
        spectra: Where to look.
        contrast: How high a peak is, and how deep the valleys beside it, ``(R,)``.
    """
    n_rows, n_bins = spectra.shape
    rows = np.empty(n_rows * (n_bins // 2 + 1), np.int64)
    bins = np.empty_like(rows)
    at = np.empty(n_bins // 2 + 1, np.int64)
    height, valley = np.empty(len(at), spectra.dtype), np.empty(len(at), spectra.dtype)
    gone = np.empty(len(at), np.bool_)
    count = 0
    for row in range(n_rows):
        n = _chain(spectra[row], at, height, valley)
        n = _thin(contrast[row], at, height, valley, gone, n)
        rows[count : count + n] = row
        bins[count : count + n] = at[:n]
        count += n
    return rows[:count], bins[:count]


@njit(cache=True, nogil=True)
def _chain(spectrum: Floats, at: Ints, height: Floats, valley: Floats) -> int:
    """How many maxima; where, how high, and the lowest between each and the next."""
    n = 0
    for k in range(1, spectrum.shape[0] - 1):
        left, here, right = spectrum[k - 1], spectrum[k], spectrum[k + 1]
        if here > left and here >= right:
            at[n], height[n], valley[n] = k, here, -np.inf
            n += 1
        elif n and here <= left and here < right:
            valley[n - 1] = here
    if n:
        valley[n - 1] = -np.inf  # What falls behind the last is not looked at.
    return n


@njit(cache=True, nogil=True)
def _thin(needed: float, at: Ints, height: Floats, valley: Floats, gone: Bools, n: int) -> int:
    """How many are left, once those are gone that stand too low or beside a higher one."""
    parity = 0
    while True:
        some = False
        for i in range(n):
            gone[i] = _outshone(height, valley, needed, i, n)
            some = some or gone[i]
        if not some:
            return n
        kept = 0
        for i in range(n):
            if gone[i] and i % 2 == parity:
                if kept:
                    # The two valleys beside it become one.
                    valley[kept - 1] = min(valley[kept - 1], valley[i])
                continue
            at[kept], height[kept], valley[kept] = at[i], height[i], valley[i]
            kept += 1
        n, parity = kept, 1 - parity


@njit(cache=True, nogil=True)
def _outshone(height: Floats, valley: Floats, needed: float, i: int, n: int) -> bool:
    if height[i] < needed:
        return True
    if i > 0 and height[i] - valley[i - 1] < needed and height[i] <= height[i - 1]:
        return True
    return i < n - 1 and height[i] - valley[i] < needed and height[i] < height[i + 1]


@njit(cache=True, nogil=True)
def salient(strength: Floats, before: int, around: int, salience: float) -> Ints:
    """Frames at which a strength ``(F,)`` in 0 to 1 peaks; see ``onsets._salient``.

    Args:
        strength: Of onsets.
        before: Frames before, over all of which it stands, and which lie between two peaks.
        around: Frames on both sides, over whose mean it stands.
        salience: By how much.
    """
    n = strength.shape[0]
    found = np.empty(n, np.int64)
    count, last, total, low, high = 0, -n, 0.0, 0, 0
    for f in range(n):
        while high < min(n, f + around + 1):
            total += strength[high]
            high += 1
        while low < f - around:
            total -= strength[low]
            low += 1
        if f - last <= before or strength[f] < total / (high - low) + salience:
            continue
        if strength[f] >= strength[max(0, f - before) : f + 1].max():
            last = f
            found[count] = f
            count += 1
    return found[:count]


@njit(cache=True, nogil=True, fastmath=True)
def beats(
    hz: Floats, scale: Floats, amplitude: Floats, counts: Ints, loudest: bool, curve: Floats
) -> Floats:
    """Roughness ``(R,)`` of partials ``(R, P)``; see ``roughness._of_pairs``.

    Args:
        hz: Places of the partials, rising.
        scale: What widens the curve at each.
        amplitude: Of the partials.
        counts: How many there are, ``(R,)``.
        loudest: Whether the louder of two says how deeply they fluctuate.
        curve: Rise and fall of the curve, how far it reaches, weights of level and fluctuation.
    """
    rise, fall, far, of_level, of_depth = curve[0], curve[1], curve[2], curve[3], curve[4]
    out = np.zeros(hz.shape[0], hz.dtype)
    for row in range(hz.shape[0]):
        n, total = counts[row], 0.0
        level = np.log(np.maximum(amplitude[row, :n], 1e-12))
        for i in range(n - 1):
            for j in range(i + 1, n):
                distance = scale[row, i] * (hz[row, j] - hz[row, i])
                if distance >= far / rise:
                    break
                a, b = level[i], level[j]
                extreme = max(a, b) if loudest else min(a, b)
                both = np.log(amplitude[row, i] + amplitude[row, j])
                weight = of_level * (a + b) + of_depth * (extreme + np.log(2.0) - both)
                total += np.exp(weight - rise * distance) * (1 - np.exp((rise - fall) * distance))
        out[row] = 0.5 * total
    return out
