"""What is measured of a clip under each setting: what points are coloured by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio
from timbrespace.semantics.table import Descriptor, chosen
from timbrespace.settings.clip import PEAK, RATE_HZ

#: Measured at this rate: half the work, and nothing of interest is lost.
MEASURED_HZ = 24_000
#: In the order of their columns.
NAMES = (
    "loudness_lufs",
    "brightness",
    "depth",
    "roughness",
    "sharpness",
    "centroid_hz",
    "flatness_db",
)

Floats = NDArray[np.float32]


def descriptors(names: Sequence[str] = NAMES) -> list[Descriptor]:
    """What they are called, and their units."""
    return list(chosen(names))


def at_one_level(sounds: Audio) -> tuple[Audio, Floats]:
    """Sounds ``(B, T)`` at :data:`MEASURED_HZ` with one peak, and by how many dB each was raised.

    What is silent stays so.
    """
    import soxr

    half = np.stack([soxr.resample(sound, RATE_HZ, MEASURED_HZ) for sound in sounds])
    peaks = np.abs(half).max(axis=1, keepdims=True)
    gains = np.where(peaks > 1e-6, PEAK / np.maximum(peaks, 1e-6), 1.0)
    return np.asarray(half * gains, np.float32), np.asarray(20 * np.log10(gains[:, 0]), np.float32)


def measured(levelled: Audio, raised_db: Floats) -> Floats:
    """Descriptors ``(B, K)`` of what :func:`at_one_level` gives; NaN where one is undefined.

    All but the loudness are of sounds at one level: a gain makes nothing brighter.
    """
    from timbrespace.semantics.descriptors import describe

    found = describe(levelled[:, None], MEASURED_HZ, NAMES)
    columns = [np.asarray(found[name], np.float32) for name in NAMES]
    columns[0] = columns[0] - raised_db
    return np.stack(columns, axis=1)
