"""Onsets and attacks of sounds: in NumPy, without gradients.

The rules are those by which the AudioCommons models were fitted: peaks of spectral flux in mel
bands, moved back to where the envelope began to rise, and kept where it rose for good.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Mel bands of the flux.
N_MELS = 128
#: Levels this far below the loudest band are silence.
RANGE_DB = 80.0
#: The envelope holds a peak for so long, then falls from full scale to 0 in so long.
HOLD_S, DECAY_S = 0.01, 0.1
#: A peak of flux stands so far over its surroundings, as a share of the highest.
SALIENCE = 0.07
#: Mean rise in dB over all mel bands that makes an onset.
LEAST_STRENGTH_DB = 3.0
#: An onset raises the envelope by this share of its range, and so does what parts two onsets.
LEAST_RISE = 0.1
#: Onsets are at least so far apart.
APART_S = 0.1
#: How far back the beginning of a rise is looked for, at a time and over a dip.
BACK_S, OVER_DIP_S = 0.02, 0.3
#: Levels between which an attack is measured, and how uneven its rise may be (Peeters, 2004).
LEVELS = np.linspace(0.1, 0.9, 9)
EFFORT = 3.0


class Attack(NamedTuple):
    """The attack of one onset.

    Args:
        start: Sample at which it begins, from the beginning of the stretch.
        seconds: How long it takes.
    """

    start: int
    seconds: float


@lru_cache(maxsize=8)
def mel_bands(size: int, sample_rate: int) -> Floats:
    """Triangles ``(size / 2 + 1, 128)`` of equal area, on Slaney's mel scale up to Nyquist."""
    edges = _hz(np.linspace(0, _mel(sample_rate / 2), N_MELS + 2))
    hz = np.arange(size // 2 + 1)[:, None] * sample_rate / size
    low, middle, high = edges[:-2], edges[1:-1], edges[2:]
    up, down = (hz - low) / (middle - low), (high - hz) / (high - middle)
    return np.maximum(0, np.minimum(up, down)) * 2 / (high - low)


def _mel(hz: float) -> float:
    return hz * 3 / 200 if hz < 1_000 else 15 + 27 * float(np.log(hz / 1_000) / np.log(6.4))


def _hz(mel: Floats) -> Floats:
    return np.where(mel < 15, mel * 200 / 3, 1_000 * np.exp(np.log(6.4) * (mel - 15) / 27))


def strengths(mel_power: Floats) -> Floats:
    """Mean rise in dB ``(..., F)`` from frame to frame of mel bands ``(..., F, 128)``."""
    level = 10 * np.log10(np.maximum(mel_power, 1e-10))
    level = np.maximum(level, level.max(axis=(-2, -1), keepdims=True) - RANGE_DB)
    rise = np.maximum(0, np.diff(level, axis=-2)).mean(axis=-1)
    return np.concatenate([np.zeros((*rise.shape[:-1], 1)), rise], axis=-1)


def envelope(magnitude: Floats, sample_rate: int) -> Floats:
    """Envelope ``(..., T)`` of magnitudes: peaks are held for 10 ms, then fall linearly."""
    from scipy.ndimage import maximum_filter1d

    hold = max(1, round(HOLD_S * sample_rate))
    # The window lies wholly in the past: an attack is not smeared forwards in time.
    held = maximum_filter1d(magnitude, hold, axis=-1, mode="constant", origin=(hold - 1) // 2)
    fall = magnitude.max(axis=-1, keepdims=True) / (DECAY_S * sample_rate)
    ramp = fall * np.arange(magnitude.shape[-1])
    return np.asarray(np.maximum.accumulate(held + ramp, axis=-1) - ramp)


def onsets(strength: Floats, rises: Floats, hop: int, sample_rate: int) -> list[int]:
    """Samples at which a sound begins anew; ``[0]`` where it never clearly does.

    Args:
        strength: Mean rise ``(F,)`` in dB; frame ``f`` lies about sample ``f * hop``.
        rises: Its envelope ``(T,)``.
        hop: Samples between frames.
        sample_rate: In Hz.
    """
    frames = _salient(strength, hop, sample_rate)
    span = float(np.ptp(rises))
    back, over = round(BACK_S * sample_rate), round(OVER_DIP_S * sample_rate)
    least = LEAST_RISE * span
    begun = {_beginning(rises, min(f * hop, len(rises) - 1), back, over, least) for f in frames}
    found = _rising(sorted(begun), rises, least)
    found = _apart(found, round(APART_S * sample_rate))
    return _strong(found, strength, hop) or [0]


def _salient(strength: Floats, hop: int, sample_rate: int) -> list[int]:
    """Frames at which the flux peaks, each moved back to the dip before it."""
    from timbrespace.semantics.compiled import salient

    normal = (strength - strength.min()) / max(float(np.ptp(strength)), 1e-12)
    before = round(0.03 * sample_rate / hop)
    around = round(0.1 * sample_rate / hop)
    dips = np.flatnonzero((normal[1:-1] <= normal[:-2]) & (normal[1:-1] < normal[2:])) + 1
    peaks = salient(normal, before, around, SALIENCE)
    earlier = np.searchsorted(dips, peaks, side="right")
    return [int(at) for at in np.concatenate([[0], dips])[earlier]]


def _beginning(rises: Floats, at: int, back: int, over: int, least: float) -> int:
    """Where the rise that leads to a sample began; small dips on the way are passed over."""
    while at > 0:
        near = rises[max(0, at - back) : at]
        if near.min() < rises[at]:
            at = max(0, at - back) + int(near.argmin())
            continue
        far = rises[max(0, at - over) : at]
        lower = np.flatnonzero(far < rises[at])
        if not len(lower) or np.ptp(far[lower[-1] :]) >= least:
            return at
        at = max(0, at - over) + int(lower[-1])
    return 0


def _rising(found: list[int], rises: Floats, least: float) -> list[int]:
    kept: list[int] = []
    for start, end in pairwise([*found, len(rises)]):
        stretch = rises[start:end]
        peak = int(stretch.argmax()) if len(stretch) else 0
        if peak and stretch[peak] - stretch[:peak].min() >= least:
            kept.append(start)
    return kept


def _apart(found: list[int], least: int) -> list[int]:
    kept: list[int] = []
    for start in found:
        if not kept or start - kept[-1] >= least:
            kept.append(start)
    return kept


def _strong(found: list[int], strength: Floats, hop: int) -> list[int]:
    ends = pairwise([*found, len(strength) * hop])
    return [
        start
        for start, end in ends
        if strength[start // hop : max(end // hop, start // hop + 1)].max(initial=0.0)
        >= LEAST_STRENGTH_DB
    ]


def attack(rises: Floats, sample_rate: int, longest_s: float = float("inf")) -> Attack:
    """The attack within a stretch ``(T,)`` of an envelope, by the weakest-effort method.

    Between levels of 10 and 90 % of its rise, only the steps count that do not take far longer
    than the others.

    Source: G. Peeters, A large set of audio features for sound description (2004).
    """
    peak = int(rises.argmax())
    if peak == 0:
        return Attack(0, 1 / sample_rate)
    before = rises[:peak]
    start = peak - 1 - int(before[::-1].argmin())
    climb = np.maximum.accumulate(rises[start : peak + 1])
    low, high = climb[0], climb[-1]
    crossed = np.searchsorted(climb, low + LEVELS * (high - low))
    effort = np.diff(crossed)
    limit = EFFORT * effort.mean()
    first = int((effort <= limit).argmax())
    slow = np.flatnonzero(effort[first:] >= limit) if limit > 0 else np.array([], int)
    last = first + (int(slow[0]) if len(slow) and slow[0] > 0 else len(effort) - first)
    begin, end = int(crossed[first]), int(crossed[last])
    if begin == end:
        begin, end = int(crossed[0]), int(crossed[-1])
    seconds = min((end - begin + (begin != end)) / sample_rate, longest_s)
    return Attack(start + begin, max(seconds, 1 / sample_rate))
