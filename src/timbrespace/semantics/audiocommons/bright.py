"""Brightness: the share of energy above 2 kHz, and the centroid of what lies above 100 Hz."""

from __future__ import annotations

from timbrespace.semantics.framing import Array, constant, namespace
from timbrespace.semantics.sound import Sound, high_pass

#: What is heard at all, the centroid's band, and the bright band begin here.
LOW_HZ, CENTROID_HZ, BRIGHT_HZ = 20.0, 100.0, 2_000.0
#: The least share and centroid that have a logarithm.
LEAST_SHARE, LEAST_HZ = 1e-6, 20.0


def brightness(sound: Sound) -> Array:
    """The word *brightness*, ``(B,)``."""
    return _of_spectra(sound, namespace(sound.x).sum(sound.hamming_power, axis=1))


def brightness_course(sound: Sound) -> Array:
    """The same frame by frame, ``(B, F)``."""
    return _of_spectra(sound, sound.hamming_power)


def _of_spectra(sound: Sound, power: Array) -> Array:
    xp, size, rate = namespace(power), sound.long_size, sound.sample_rate
    bright_hz = min(BRIGHT_HZ, 0.4 * rate)
    heard, above, bright = (
        high_pass(LOW_HZ, size, rate) * filter_
        for filter_ in (1.0, high_pass(CENTROID_HZ, size, rate), high_pass(bright_hz, size, rate))
    )
    total = xp.sum(power * constant(heard, power), axis=-1)
    high = xp.sum(power * constant(bright, power), axis=-1)
    middle = xp.sum(power * constant(above, power), axis=-1)
    moment = xp.sum(power * constant(above * sound.long_hz, power), axis=-1)
    share = xp.clip(high / _safe(total), min=LEAST_SHARE)
    hz = xp.clip(moment / _safe(middle), min=LEAST_HZ)
    value = 4.613128018020465 * xp.log10(share) + 17.378889309312974 * xp.log10(hz)
    return value + 17.434733750553022


def _safe(total: Array) -> Array:
    xp = namespace(total)
    return xp.where(total > 0, total, xp.ones_like(total))
