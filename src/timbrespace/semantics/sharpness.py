"""Sharpness in acum (DIN 45692, 2009)."""

from __future__ import annotations

import numpy as np

from timbrespace.semantics.framing import Array, constant, namespace
from timbrespace.semantics.zwicker import BARK

#: The standard lets it lie between 0.105 and 0.115, so that a critical band of noise about 1 kHz
#: at 60 dB is 1 acum.
SCALE = 0.108
#: Weights: even up to here, then growing.
EVEN_BARK = 15.8


def sharpness(specific: Array) -> Array:
    """Sharpness ``(...,)`` in acum of specific loudness ``(..., 240)``; NaN without any."""
    xp = namespace(specific)
    grown = 0.15 * np.exp(0.42 * (BARK - EVEN_BARK)) + 0.85
    weights = constant(SCALE * BARK * np.where(BARK < EVEN_BARK, 1.0, grown), specific)
    total = xp.sum(specific, axis=-1)
    heard = total > 0
    value = xp.sum(specific * weights, axis=-1) / xp.where(heard, total, xp.ones_like(total))
    return xp.where(heard, value, xp.full_like(value, float("nan")))
