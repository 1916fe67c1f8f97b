"""Sharpness and boominess, and other words' shares of specific loudness."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant, namespace
from timbrespace.semantics.sound import Sound
from timbrespace.semantics.zwicker import BARK

#: Before logarithms, so that what is not there at all has one.
LEAST = 1e-4
#: The booming index counts up to here.
BOOM_HZ = 280.0


@lru_cache(maxsize=8)
def bell(low: int, high: int) -> NDArray[np.float64]:
    """A bell ``(240,)`` over tenths of a bark from ``low`` to ``high``, 1 at its middle."""
    place = np.arange(low, high)
    curve = np.exp(-0.5e-4 * (place - (low + high) / 2) ** 2)
    weights = np.zeros(240)
    weights[low:high] = (curve - curve.min()) / np.ptp(curve)
    return weights


def region(sound: Sound, low: int, high: int) -> Array:
    """Loudness ``(B, F)`` of each frame within a bell."""
    specific = sound.specific_at_target
    return namespace(specific).sum(specific * constant(bell(low, high), specific), axis=-1)


def weighted(values: Array, weights: Array) -> Array:
    """Mean ``(B,)`` of frames ``(B, F)`` by weight."""
    xp = namespace(values)
    total = xp.clip(xp.sum(weights, axis=-1), min=1e-20)
    return xp.sum(values * weights, axis=-1) / total


def sharpness_index(sound: Sound) -> Array:
    """Sharpness ``(B, F)`` after Zwicker and Fastl (1990), as the package computes it."""
    weights = np.where(BARK > 14, np.polyval([0.00012, -0.0056, 0.1, -0.81, 3.5], BARK), 1.0)
    specific = sound.specific_at_target
    xp = namespace(specific)
    total = xp.sum(specific, axis=-1)
    heard = xp.sum(specific * constant(0.11 * weights * BARK, specific), axis=-1)
    return xp.where(total > 0, heard / xp.where(total > 0, total, xp.ones_like(total)), 0 * total)


def booming_index(sound: Sound) -> Array:
    """Booming index ``(B, F)`` after Hatano and Hashimoto (2000), as the package computes it.

    It adds up specific loudness as if it were decibels.
    """
    hz = 600 * np.sinh(BARK / 6)
    third = np.log10(hz / 25) / np.log10(31.5 / 25) + 1
    weights = 2.13 * np.exp(-0.151 * third)
    weights[:4] = 0.8, 1.05, 1.10, 1.18
    specific = sound.specific_at_target
    xp = namespace(specific)
    powers = 10 ** (specific * constant(weights / 10, specific))
    sum_db = 10 * xp.log10(xp.sum(powers, axis=-1))
    total = xp.sum(specific, axis=-1)
    low = xp.sum(specific[..., : int((hz < BOOM_HZ).sum())], axis=-1)
    return sum_db * xp.where(total > 0, low / xp.where(total > 0, total, 1 + 0 * total), 0 * total)


def sharpness(sound: Sound) -> Array:
    """The word *sharpness*, ``(B,)``."""
    return _sharpness(weighted(sharpness_index(sound), sound.bare_levels**2))


def sharpness_course(sound: Sound) -> Array:
    """The same frame by frame, ``(B, F)``."""
    return _sharpness(sharpness_index(sound))


def boominess(sound: Sound) -> Array:
    """The word *boominess*, ``(B,)``."""
    index = weighted(booming_index(sound), sound.bare_levels**2)
    return _boominess(index, namespace(index).mean(region(sound, 0, 70), axis=-1))


def boominess_course(sound: Sound) -> Array:
    """The same frame by frame, ``(B, F)``."""
    return _boominess(booming_index(sound), region(sound, 0, 70))


def _sharpness(index: Array) -> Array:
    return 102.50508921364404 * _log(index) + 34.432655185001735


def _boominess(index: Array, low: Array) -> Array:
    return 43.67402696195865 * _log(index) - 10.90054738389845 * _log(low) + 26.836530575185435


def _log(values: Array) -> Array:
    xp = namespace(values)
    return xp.log10(xp.clip(values, min=LEAST))
