"""Depth: low energy, a low lowest partial, and tones that last."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant, detached, namespace
from timbrespace.semantics.peaks import lowest_peak
from timbrespace.semantics.sound import Sound, high_pass, low_pass

#: Bands of the low centroid and of the low share end here.
CENTROID_HZ, SHARE_HZ = 2_000.0, 500.0
#: Frames with less power than this, where the highest sample is 1, are silence.
LEAST_POWER = 1e-3
#: A tone lasts until its level has fallen so far below the sound's highest.
FALL_DB = -40.0
#: Samples in a block of the level's course.
BLOCK = 256
#: How far the spectrum falls after its lowest peak, as a share of the highest.
CONTRAST = 0.01


def depth(sound: Sound) -> Array:
    """The word *depth*, ``(B,)``; onsets, lasting and lowest partial carry no gradients."""
    power, xp = sound.hamming_power, namespace(sound.x)
    size, rate = sound.long_size, sound.sample_rate
    heard = high_pass(20.0, size, rate)
    under_hz = [min(hz, 0.4 * rate) for hz in (CENTROID_HZ, SHARE_HZ)]
    low, lower = (constant(heard * low_pass(hz, size, rate), power) for hz in under_hz)
    # Of a window whose values sum up to 0.54 a sample; both halves of the spectrum counted.
    scale = 2 / (0.54 * size * xp.clip(sound.peak, min=1e-9)) ** 2
    total = xp.sum(power * constant(heard, power), axis=-1)
    loud = xp.astype(total * scale[:, None] > LEAST_POWER, power.dtype)
    band = xp.sum(power * low, axis=-1)
    moment = xp.sum(power * low * constant(sound.long_hz, power), axis=-1)
    counted = _safe(xp.sum(total, axis=-1))
    centroid = xp.sum(loud * total * moment / _safe(band), axis=-1) / counted
    share = xp.sum(loud * xp.sum(power * lower, axis=-1), axis=-1) / counted
    lasts = constant(np.log10(_lasting_s(sound)), power)
    pitch = constant(np.log10(_lowest_hz(sound, heard)), power)
    curved = share**10 / (share**10 + 0.2)
    return (
        -0.0043703565847874465 * xp.clip(centroid, max=CENTROID_HZ)
        + 32.83743202462131 * share
        + (4.750862716905235 + 3.8782339862813924 * share - 0.8544826091735516 * curved) * lasts
        - 14.217438690256062 * pitch
        + 66.69534393444391
    )


def _lowest_hz(sound: Sound, heard: NDArray[np.float64]) -> NDArray[np.float64]:
    """Frequency ``(B,)`` of the lowest partial of the whole sound."""
    spectra = detached(namespace(sound.x).sum(sound.hamming_power, axis=1)) * heard
    spectra = spectra - spectra.min(axis=1, keepdims=True)
    highest = spectra.max(axis=1, keepdims=True)
    bins = lowest_peak(spectra / np.where(highest > 0, highest, 1), CONTRAST)
    return sound.long_hz[np.maximum(bins, 1)]


def _lasting_s(sound: Sound) -> NDArray[np.float64]:
    """Mean time ``(B,)`` from the loudest moment after each onset to -40 dB or the next onset."""
    magnitude = detached(sound.magnitude)
    short = -magnitude.shape[1] % BLOCK
    blocks = np.pad(magnitude, ((0, 0), (0, short))).reshape(len(magnitude), -1, BLOCK)
    level = np.sqrt((blocks**2).mean(axis=2))
    level /= np.maximum(level.max(axis=1, keepdims=True), 1e-12)
    found = []
    for course, starts in zip(level, sound.onsets, strict=True):
        at = sorted({start // BLOCK for start in starts})
        ends = [*at[1:], len(course)]
        lengths = [_fall(course[a:b]) for a, b in zip(at, ends, strict=True)]
        found.append(np.mean(lengths))
    return np.asarray(found) * BLOCK / sound.sample_rate


def _fall(course: NDArray[np.float64]) -> int:
    after = course[int(course.argmax()) :]
    under = np.flatnonzero(after < 10 ** (FALL_DB / 20))
    return max(1, int(under[0]) if len(under) else len(after))


def _safe(total: Array) -> Array:
    xp = namespace(total)
    return xp.where(total > 0, total, xp.ones_like(total))
