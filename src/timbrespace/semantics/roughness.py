"""Roughness as beating: every pair of spectral peaks adds what the ear hears of its beats.

Source: P. N. Vassilakis, Perceptual and physical properties of amplitude fluctuation and their
musical significance (2001); SRA: a web-based research tool (2007). The curve of dissonance over
distance is R. Plomp's and W. Levelt's (1965), as W. Sethares (1998) put it.
"""

from __future__ import annotations

import math

import numpy as np

from timbrespace.semantics.framing import Array, constant, is_plain, namespace
from timbrespace.semantics.peaks import Peaks

#: Of the curve of dissonance: its rise and fall, and how it widens with frequency.
RISE, FALL = 3.51, 5.75
WIDEST, PER_HZ, AT_0_HZ = 0.24, 0.0207, 18.96
#: Weights of the pair's level and of how deeply it fluctuates.
LEVEL, FLUCTUATION = 0.1, 3.11
#: Pairs so far apart (in units of the curve's rise) add little: 2 % of the roughness of noise.
FAR = 5.0
#: Where columns lie that hold no peak: far from all that do, and from one another.
NOWHERE_HZ = 1e6
#: Numbers looked at together: as many as a processor keeps near.
TOGETHER = 1 << 15


def roughness(found: Peaks, hz_per_bin: float, *, loudest: bool = False) -> Array:
    """Roughness ``(R,)`` of spectra with these peaks; heights are amplitudes.

    Args:
        found: The peaks.
        hz_per_bin: Distance of bins.
        loudest: Whether the fluctuation is taken from the louder of two partials instead of the
            softer, so that it grows as they grow unequal. That is not Vassilakis's model, but
            what the AudioCommons package computes and its regression was fitted on.
    """
    xp, (n_rows, n_columns) = namespace(found.height), found.height.shape
    nowhere = constant(NOWHERE_HZ * np.arange(1, n_columns + 1), found.height)
    hz = xp.where(found.found, found.place * hz_per_bin, nowhere[None])
    ones = xp.ones_like(hz)
    amplitude = xp.where(found.found, found.height, ones)
    scale = xp.where(found.found, WIDEST / (PER_HZ * hz + AT_0_HZ), ones)
    counts = xp.sum(xp.astype(found.found, xp.int64), axis=-1)
    if is_plain(hz):
        from timbrespace.semantics.compiled import beats

        curve = np.array([RISE, FALL, FAR, LEVEL, FLUCTUATION])
        return beats(hz, scale, amplitude, counts, loudest, curve)
    together = max(1, TOGETHER // n_columns)
    parts = []
    for at in range(0, n_rows, together):
        rows = slice(at, at + together)
        n = max(1, int(xp.max(counts[rows])))
        parts.append(
            _of_pairs(hz[rows, :n], scale[rows, :n], amplitude[rows, :n], loudest=loudest)
        )
    return xp.concat(parts)


def _of_pairs(hz: Array, scale: Array, amplitude: Array, *, loudest: bool) -> Array:
    """Roughness ``(R,)`` of partials ``(R, P)`` in order of their frequency."""
    xp = namespace(hz)
    level = xp.log(xp.clip(amplitude, min=1e-12))
    total = xp.zeros_like(hz[:, 0])
    first = 0
    for lag in range(1, hz.shape[1]):
        lower, upper = slice(first, -lag), slice(first + lag, None)
        distance = scale[:, lower] * (hz[:, upper] - hz[:, lower])
        near = distance < FAR / RISE
        somewhere = xp.any(near, axis=0)
        if not bool(xp.any(somewhere)):
            break
        # The higher, the farther do beats reach: columns that are left behind stay behind.
        skip = int(xp.argmax(xp.astype(somewhere, xp.int32)))
        first, distance, near = first + skip, distance[:, skip:], near[:, skip:]
        lower, upper = slice(first, -lag), slice(first + lag, None)
        a, b = level[:, lower], level[:, upper]
        extreme = xp.maximum(a, b) if loudest else xp.minimum(a, b)
        both = xp.log(amplitude[:, lower] + amplitude[:, upper])
        weight = LEVEL * (a + b) + FLUCTUATION * (extreme + math.log(2) - both)
        beats = xp.exp(weight - RISE * distance) * (1 - xp.exp((RISE - FALL) * distance))
        total = total + 0.5 * xp.sum(xp.where(near, beats, xp.zeros_like(beats)), axis=-1)
    return total
