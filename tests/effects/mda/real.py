"""The real mda suite (Debian's mda-lv2), so that ours can be held against it."""

from __future__ import annotations

import numpy as np
import pytest

#: What ours and the real ones agree at, in Hz.
HOME_HZ = 44_100


def real(name: str, x: np.ndarray, sample_rate: int = HOME_HZ, **ports: float) -> np.ndarray:
    """A sound ``(2, T)`` through a real plug-in; settings are its ports' own, 0 to 1."""
    from timbrespace.effects.base import defaults
    from timbrespace.effects.plugins import installed, open_plugin

    place = f"lv2:http://drobilla.net/plugins/mda/{name}"
    if place not in {each.id for each in installed()}:
        pytest.skip("SKIPPED LOUDLY: the mda suite is not installed (Debian: mda-lv2)")
    effect = open_plugin(place)
    theta = defaults(effect)
    names = [each.name for each in effect.parameters]
    for port, value in ports.items():
        theta[names.index(port)] = value
    return effect.apply(x[None], theta[None], sample_rate)[0]


def noise(seconds: float = 0.5, seed: int = 0, sample_rate: int = HOME_HZ) -> np.ndarray:
    """The same noise on both channels, ``(2, T)``, never wholly silent."""
    random = np.random.default_rng(seed)
    return np.tile(random.normal(0, 0.2, round(seconds * sample_rate)), (2, 1)).astype(np.float32)


def apart_db(made: np.ndarray, wanted: np.ndarray) -> float:
    """How far below the wanted sound the difference lies, in dB."""
    difference = np.mean((made.astype(np.float64) - wanted) ** 2)
    return float(10 * np.log10(difference / np.mean(wanted.astype(np.float64) ** 2) + 1e-30))


def dull(seconds: float = 1.0) -> np.ndarray:
    """Noise below 300 Hz: a difference of half a sample in a delay is no difference there."""
    from scipy.signal import butter, sosfilt

    sos = butter(4, 300, output="sos", fs=HOME_HZ)
    return sosfilt(sos, noise(seconds)).astype(np.float32)
