"""A small synthetic room: what a clap in a box-shaped room sounds like at another place in it.

The early reflections are those of the image sources (Allen and Berkley 1979, Image method for
efficiently simulating small-room acoustics); after 60 ms, when there are too many to tell apart,
noise that dies away takes over (Moorer 1979, About this reverberation business).
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

SPEED_OF_SOUND = 343.0  # m/s
#: Reflections are computed one by one up to here; later ones are noise.
EARLY_S = 0.06
#: Sides of the room for a given scale: no two alike, so that its modes do not pile up.
_SIDES = np.array([1.0, 0.83, 0.57])
#: Nepers a second that make 60 dB in a second.
_NEPERS_60_DB = 3 * np.log(10)


def room_response(
    rng: np.random.Generator,
    sample_rate: int,
    *,
    decay_s: float,
    room_m: float,
    wet_db: float = 0.0,
) -> NDArray[np.float32]:
    """The impulse response from one random place in a room to another.

    Args:
        rng: Draws the two places and the late noise.
        sample_rate: In Hz.
        decay_s: Seconds in which the reverberation falls by 60 dB.
        room_m: Longest side in metres.
        wet_db: Energy of all that is reflected beside that of the direct sound, in dB.

    Returns:
        ``(T,)``; the direct sound is the first sample, with 1.

    Example:
        >>> dry = room_response(np.random.default_rng(0), 8000, decay_s=0.3, room_m=4, wet_db=-99)
        >>> float(dry[0]), bool(abs(dry[1:]).max() < 1e-4)
        (1.0, True)
    """
    response = np.zeros(max(1, round(decay_s * sample_rate)))
    sides = room_m * _SIDES
    source, ear = rng.uniform(0.15, 0.85, (2, 3)) * sides
    delays_s, gains = _reflections(sides, source, ear, decay_s)
    at = np.round(delays_s * sample_rate).astype(np.int64)
    within = at < len(response)
    np.add.at(response, at[within], gains[within])
    _add_late(rng, response, sample_rate, decay_s)
    response[0] = 0.0
    energy = float(np.sum(response**2))
    response *= 10 ** (wet_db / 20) / np.sqrt(energy or 1.0)
    response[0] = 1.0
    return response.astype(np.float32)


def _reflections(
    sides: NDArray[np.float64],
    source: NDArray[np.float64],
    ear: NDArray[np.float64],
    decay_s: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Delay behind the direct sound, and gain beside it, of each early image source."""
    direct_m = max(float(np.linalg.norm(source - ear)), 0.3)
    reach_m = direct_m + EARLY_S * SPEED_OF_SOUND
    n = np.ceil(reach_m / (2 * sides)).astype(np.int64)
    turns = np.array(list(product(*(range(-k, k + 1) for k in n))))  # (R, 3)
    delays, gains = [], []
    for mirrored in product((0, 1), repeat=3):
        flip = np.array(mirrored)
        images = (1 - 2 * flip) * source + 2 * turns * sides
        distance_m = np.maximum(np.linalg.norm(images - ear, axis=1), 0.3)
        near = (distance_m < reach_m) & (np.abs(turns).sum(axis=1) + flip.sum() > 0)
        delay_s = (distance_m[near] - direct_m) / SPEED_OF_SOUND
        # Walls that take the same share at every bounce make the reverberation die away
        # evenly in time: written as such, decay_s holds exactly.
        loss = np.exp(-_NEPERS_60_DB * delay_s / decay_s)
        delays.append(delay_s)
        gains.append(loss * direct_m / distance_m[near])
    delay_s, gain = np.concatenate(delays), np.concatenate(gains)
    later = delay_s > 0
    return delay_s[later], gain[later]


def _add_late(
    rng: np.random.Generator, response: NDArray[np.float64], sample_rate: int, decay_s: float
) -> None:
    """Noise from the end of the early part on, as strong there as the last reflections were."""
    start = round(EARLY_S * sample_rate)
    if start >= len(response):
        return
    before = response[start // 2 : start]
    level = float(np.sqrt(np.mean(before**2))) * np.exp(-_NEPERS_60_DB * (EARLY_S / 4) / decay_s)
    time_s = np.arange(len(response) - start) / sample_rate
    fading = np.exp(-_NEPERS_60_DB * time_s / decay_s)
    response[start:] = level * rng.standard_normal(len(time_s)) * fading
