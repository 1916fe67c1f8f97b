"""Hardness: how bright, sudden and percussive the onsets are."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.audiocommons.loud import LEAST, region, weighted
from timbrespace.semantics.framing import Array, constant, detached, namespace
from timbrespace.semantics.onsets import attack
from timbrespace.semantics.percussive import percussive_share
from timbrespace.semantics.sound import Sound

#: Bins of a frame count up to the last that has this density, at -24 LUFS.
LEAST_DENSITY = 10 ** (-75 / 20)
#: And from where this share of the frame's magnitude lies below.
ROLL_ON = 0.05
#: Frames with less than this share of the magnitudes' range have no bandwidth.
LEAST_RANGE = 0.1
#: Attacks last at most so long.
LONGEST_S = 0.1
#: The package divides the attack's centroid by its roll-on and then takes 200 at least, which
#: that ratio does not reach: a constant.
ATTACK_CENTROID = 200.0
#: A bandwidth of at most this many Hz counts as a 512th of the sample rate, likewise.
NARROW_HZ = 512.0


def hardness(sound: Sound) -> Array:
    """The word *hardness*, ``(B,)``; what is taken at onsets carries no gradients."""
    xp = namespace(sound.x)
    middle = weighted(region(sound, 70, 140), sound.bare_levels)
    share = percussive_share(xp.sqrt(sound.causal_power[:, 2::2] + 1e-24))
    at_onsets = constant(_at_onsets(sound), sound.x)
    return (
        at_onsets
        + 14.139883645260355 * xp.log10(xp.clip(middle, min=LEAST))
        + 5.567690321917516 * xp.log10(xp.clip(share, min=LEAST))
        + (18.52100377170042 * math.log10(ATTACK_CENTROID) - 85.60352209068202)
    )


def _at_onsets(sound: Sound) -> NDArray[np.float64]:
    """What bandwidth, strength and attack time of the onsets add, ``(B,)``."""
    bandwidths = _bandwidths_hz(sound)
    return np.array([_of_one(sound, i, bandwidths[i]) for i in range(len(sound.onsets))])


def _of_one(sound: Sound, i: int, bandwidths_hz: NDArray[np.float64]) -> float:
    hop, rate = sound.long_hop, sound.sample_rate
    starts = sound.onsets[i]
    span = 1 + int(LONGEST_S * rate / hop)
    widths, peaks, attacks = [], [], []
    for start, end in zip(starts, [*starts[1:], sound.n_samples], strict=True):
        first = start // hop
        last = max(first + 1, min(first + span, -(-end // hop)))
        widths.append(float(bandwidths_hz[first:last].max(initial=0.0)))
        begin = start // sound.causal_hop
        stretch = sound.strengths[i, begin : max(begin + 1, end // sound.causal_hop)]
        peaks.append(float(stretch.max(initial=0.0)))
        attacks.append(attack(sound.envelopes[i, start:end], rate, LONGEST_S).seconds)
    known = [(w, p) for w, p in zip(widths, peaks, strict=True) if w > 0 and p > 0]
    width = sum(w * p for w, p in known) / sum(p for _, p in known) if known else 0.0
    if width <= NARROW_HZ:
        width = rate / NARROW_HZ
    strength = max(float(np.mean(peaks)), LEAST)
    return float(
        12.079781720638145 * np.log10(width)
        + 3.9346817690405635 * np.log10(strength)
        - 4.326890461087848 * np.mean(np.log10(attacks))
    )


def _bandwidths_hz(sound: Sound) -> NDArray[np.float64]:
    """Bandwidths ``(B, F)`` of the long frames; those that are too quiet have none."""
    rate, size = sound.sample_rate, sound.long_size
    scale = np.nan_to_num(detached(sound.gain)) / np.sqrt(rate * size)
    density = np.sqrt(detached(sound.bare_power)) * scale[:, None, None]
    density[..., 0] = 0
    total = density.sum(axis=-1)
    low, high = total.min(axis=1, keepdims=True), total.max(axis=1, keepdims=True)
    loud = total > low + LEAST_RANGE * (high - low)
    above = density >= LEAST_DENSITY
    last = density.shape[-1] - 1 - above[..., ::-1].argmax(axis=-1)
    first = (np.cumsum(density, axis=-1) < ROLL_ON * total[..., None]).sum(axis=-1)
    hz = (last - first) * rate / size
    return np.where(loud & above.any(axis=-1), hz, 0.0)
