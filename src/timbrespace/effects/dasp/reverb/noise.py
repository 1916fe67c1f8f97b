"""The noise that the room is made of: always the same."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.dasp.reverb import BANDS, OCTAVES_HZ, ROOM_S

#: Of each band's filter.
TAPS = 1_023


@lru_cache(maxsize=4)
def noise(sample_rate: int) -> Audio:
    """White noise in bands, ``(2, BANDS, N)``, N samples of :data:`ROOM_S`; not to be changed.

    It is drawn from a fixed seed, where dasp-pytorch draws anew in each call.
    """
    from scipy.signal import fftconvolve

    count = round(ROOM_S * sample_rate)
    white = np.random.default_rng(0).standard_normal((2, BANDS, count + TAPS - 1))
    shaped = fftconvolve(white, filters(sample_rate)[None], mode="valid", axes=-1)
    out: Audio = np.ascontiguousarray(shaped, np.float32)
    out.flags.writeable = False
    return out


def filters(sample_rate: int) -> Floats:
    """Filters ``(BANDS, TAPS)`` an octave wide, as dasp-pytorch's; silent above half the rate."""
    from scipy.signal import firwin

    half = sample_rate / 2
    out = np.zeros((BANDS, TAPS))
    out[0] = firwin(TAPS, 12, fs=sample_rate)
    for i, hz in enumerate(OCTAVES_HZ, 1):
        low, high = hz / np.sqrt(2), min(hz * np.sqrt(2), half * 0.999)
        if low < high:
            out[i] = firwin(TAPS, [low, high], fs=sample_rate, pass_zero=False)
    if half > 18_000:
        out[-1] = firwin(TAPS, 18_000, fs=sample_rate, pass_zero=False)
    return out
