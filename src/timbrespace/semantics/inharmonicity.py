"""How far partials lie from a harmonic series (G. Peeters, 2004)."""

from __future__ import annotations

from timbrespace.semantics.framing import Array, namespace
from timbrespace.semantics.peaks import Peaks

#: Partials looked at.
HIGHEST_PARTIAL = 20
#: Partials that say where the series lies: stretching hardly moves them.
LEADING_PARTIALS = 3


def inharmonicity(found: Peaks, hz_per_bin: float, pitch_hz: Array) -> Array:
    """Distance ``(R,)`` of peaks from multiples of the pitch, 0 to 1, weighted by energy.

    1 is half way between two multiples. The pitch is put right by the lowest partials first.
    NaN where there is no pitch or no peak.

    Args:
        found: The peaks; heights are amplitudes.
        hz_per_bin: Distance of bins.
        pitch_hz: ``(R,)``; NaN where there is none.
    """
    xp = namespace(pitch_hz)
    pitched = xp.isfinite(pitch_hz)
    pitch = xp.where(pitched, pitch_hz, xp.ones_like(pitch_hz))[:, None]
    hz = found.place * hz_per_bin
    number = xp.round(hz / pitch)
    counted = xp.logical_and(number >= 1, number <= HIGHEST_PARTIAL)
    counted = xp.logical_and(xp.logical_and(counted, found.found), pitched[:, None])
    energy = xp.where(counted, found.height**2, xp.zeros_like(hz))
    leading = xp.where(number <= LEADING_PARTIALS, energy, xp.zeros_like(energy))
    known = xp.sum(leading * number**2, axis=-1, keepdims=True)
    better = xp.sum(leading * number * hz, axis=-1, keepdims=True) / _or_one(known)
    pitch = xp.where(known > 0, better, pitch)
    off = 2 * xp.clip(xp.abs(hz - number * pitch) / pitch, max=0.5)
    total = xp.sum(energy, axis=-1)
    value = xp.sum(energy * off, axis=-1) / _or_one(total)
    return xp.where(total > 0, value, xp.full_like(value, float("nan")))


def _or_one(total: Array) -> Array:
    xp = namespace(total)
    return xp.where(total > 0, total, xp.ones_like(total))
