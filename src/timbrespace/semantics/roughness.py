"""Roughness as beating: every pair of spectral peaks adds what the ear hears of its beats.

Source: P. N. Vassilakis, Perceptual and physical properties of amplitude fluctuation and their
musical significance (2001); SRA: a web-based research tool (2007). The curve of dissonance over
distance is R. Plomp's and W. Levelt's (1965), as W. Sethares (1998) put it.
"""

from __future__ import annotations

import math

from timbrespace.semantics.framing import Array, namespace
from timbrespace.semantics.peaks import Peaks

#: Of the curve of dissonance: its rise and fall, and how it widens with frequency.
RISE, FALL = 3.51, 5.75
WIDEST, PER_HZ, AT_0_HZ = 0.24, 0.0207, 18.96
#: Weights of the pair's level and of how deeply it fluctuates.
LEVEL, FLUCTUATION = 0.1, 3.11
#: Pairs so far apart (in units of the curve's rise) add less than 0.1 %, and are left out.
FAR = 7.0


def roughness(found: Peaks, hz_per_bin: float, *, loudest: bool = False) -> Array:
    """Roughness ``(R,)`` of spectra with these peaks; heights are amplitudes.

    Args:
        found: The peaks.
        hz_per_bin: Distance of bins.
        loudest: Whether the fluctuation is taken from the louder of two partials instead of the
            softer, so that it grows as they grow unequal. That is not Vassilakis's model, but
            what the AudioCommons package computes and its regression was fitted on.
    """
    xp = namespace(found.height)
    hz = found.place * hz_per_bin
    amplitude = xp.where(found.found, found.height, xp.ones_like(found.height))
    level = xp.log(xp.clip(amplitude, min=1e-12))
    total = xp.zeros_like(hz[:, 0])
    for lag in range(1, hz.shape[1]):
        scale = WIDEST / (PER_HZ * hz[:, :-lag] + AT_0_HZ)
        distance = scale * (hz[:, lag:] - hz[:, :-lag])
        both = xp.logical_and(found.found[:, lag:], RISE * distance < FAR)
        if not bool(xp.any(both)):
            break
        distance = xp.where(both, distance, xp.zeros_like(distance))
        a, b = level[:, :-lag], level[:, lag:]
        extreme = xp.maximum(a, b) if loudest else xp.minimum(a, b)
        sum_ = xp.log(amplitude[:, :-lag] + amplitude[:, lag:])
        weight = LEVEL * (a + b) + FLUCTUATION * (math.log(2) + extreme - sum_)
        beats = xp.exp(weight - RISE * distance) - xp.exp(weight - FALL * distance)
        total = total + 0.5 * xp.sum(xp.where(both, beats, xp.zeros_like(beats)), axis=-1)
    return total
