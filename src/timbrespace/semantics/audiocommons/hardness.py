"""Hardness: how bright, sudden and percussive the onsets are."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.audiocommons.loud import LEAST, region, weighted
from timbrespace.semantics.audiocommons.stretches import (
    Stretches,
    cut,
    from_onset_to_onset,
    mean_of,
)
from timbrespace.semantics.framing import Array, constant, detached, namespace, rfft
from timbrespace.semantics.onsets import Attack, attack
from timbrespace.semantics.percussive import percussive_share
from timbrespace.semantics.sound import Sound

#: Bins of a frame count up to the last that has this density, at -24 LUFS.
LEAST_DENSITY = 10 ** (-75 / 20)
#: And from where this share of the frame's magnitude lies below.
ROLL_ON = 0.05
#: Frames with less than this share of the magnitudes' range have no bandwidth.
LEAST_RANGE = 0.1
#: The bandwidth's attack begins at this share of its highest value.
RISEN = 0.2
#: A bandwidth of at most this many Hz counts as a 512th of the sample rate, as in the package.
NARROW_HZ = 512.0
#: Attacks last at most so long; their centroid is that of what follows, if it is long enough.
LONGEST_S, AFTER_S, LEAST_SAMPLES = 0.1, 0.125, 512
#: The centroid of an attack counts as at least this.
LEAST_HZ = 200.0


def hardness(sound: Sound) -> Array:
    """The word *hardness*, ``(B,)``; onsets, their attack and bandwidth carry no gradients."""
    xp, begun = namespace(sound.x), from_onset_to_onset(sound, leading=True)
    attacks = [
        attack(sound.envelopes[i, a : a + n], sound.sample_rate, LONGEST_S)
        for i, a, n in zip(*(part.tolist() for part in begun), strict=True)
    ]
    middle = weighted(region(sound, 70, 140), sound.bare_levels)
    share = percussive_share(xp.sqrt(sound.causal_power[:, 2::4] + 1e-24))
    return (
        constant(_at_onsets(sound, begun, attacks), sound.x)
        + 18.52100377170042 * xp.log10(_centroids_hz(sound, begun, attacks))
        + 14.139883645260355 * xp.log10(xp.clip(middle, min=LEAST))
        + 5.567690321917516 * xp.log10(xp.clip(share, min=LEAST))
        - 85.60352209068202
    )


def _centroids_hz(sound: Sound, begun: Stretches, attacks: list[Attack]) -> Array:
    """Mean amplitude centroid ``(B,)`` of the 125 ms from where each attack begins."""
    xp, longest = namespace(sound.x), int(AFTER_S * sound.sample_rate)
    later = np.array([found.start for found in attacks])
    lengths = np.minimum(begun.lengths - later, longest)
    size = 2 ** math.ceil(math.log2(longest))
    samples, _ = cut(sound, Stretches(begun.owners, begun.starts + later, lengths), size)
    spectra = rfft(samples)
    power = xp.sum(xp.real(spectra) ** 2 + xp.imag(spectra) ** 2, axis=0)
    hz = np.arange(size // 2 + 1) * sound.sample_rate / size
    amplitude = xp.sqrt(power + 1e-24) * constant((hz >= 20).astype(np.float64), power)
    middle = xp.sum(amplitude * constant(hz, power), axis=-1) / xp.sum(amplitude, axis=-1)
    found = mean_of(middle, begun.owners, (lengths > LEAST_SAMPLES).astype(np.float64))
    return xp.clip(found, min=LEAST_HZ)


def _at_onsets(sound: Sound, begun: Stretches, attacks: list[Attack]) -> NDArray[np.float64]:
    """What bandwidth, strength and attack time of the onsets add, ``(B,)``."""
    hop, long_hop = sound.causal_hop, sound.long_hop
    bandwidths_hz = _bandwidths_hz(sound)
    span = 1 + int(LONGEST_S * sound.sample_rate / long_hop)
    peaks, widths = np.zeros(len(attacks)), np.zeros(len(attacks))
    for s, (i, a, n) in enumerate(zip(*(part.tolist() for part in begun), strict=True)):
        peaks[s] = sound.strengths[i, a // hop : max(a // hop + 1, (a + n) // hop)].max()
        course = bandwidths_hz[i, a // long_hop : max(a // long_hop + 1, -(-(a + n) // long_hop))]
        risen = int((course >= RISEN * course.max()).argmax())
        widths[s] = course[risen : risen + span].max()
    ones = np.ones(len(attacks))
    width = np.asarray(mean_of(widths, begun.owners, peaks * (widths > 0)))
    width = np.where(width > NARROW_HZ, width, sound.sample_rate / NARROW_HZ)
    strength = np.maximum(mean_of(peaks, begun.owners, ones), LEAST)
    times = np.log10([found.seconds for found in attacks])
    return np.asarray(
        12.079781720638145 * np.log10(width)
        + 3.9346817690405635 * np.log10(strength)
        - 4.326890461087848 * mean_of(times, begun.owners, ones)
    )


def _bandwidths_hz(sound: Sound) -> NDArray[np.float64]:
    """Bandwidths ``(B, F)`` of the long frames; those that are too quiet have none."""
    rate, size = sound.sample_rate, sound.long_size
    scale = detached(sound.gain) / np.sqrt(rate * size)
    density = np.sqrt(detached(sound.bare_power)) * scale[:, None, None]
    density[..., 0] = 0
    total = density.sum(axis=-1)
    low, high = total.min(axis=1, keepdims=True), total.max(axis=1, keepdims=True)
    loud = total > low + LEAST_RANGE * (high - low)
    above = density >= LEAST_DENSITY
    last = density.shape[-1] - 1 - above[..., ::-1].argmax(axis=-1)
    first = (np.cumsum(density, axis=-1) < ROLL_ON * total[..., None]).sum(axis=-1)
    return np.where(loud & above.any(axis=-1), (last - first) * rate / size, 0.0)
