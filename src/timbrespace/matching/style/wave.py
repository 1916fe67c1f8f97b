"""What the samples themselves say: how squeezed, clipped or bent a sound is."""

from __future__ import annotations

import numpy as np

from timbrespace.matching.sound import Floats, Mono

#: Every third sample is enough to know how they are spread.
_EVERY = 3
_SHARES = (0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 0.999)


def shape(sound: Mono) -> Floats:
    """Levels that shares of the samples stay under, then how the two sides differ: ``(15,)``.

    In dB about the peak (both sides together), and in tenths of dB (the differences).
    """
    most = float(np.abs(sound).max(initial=0.0)) or 1.0
    crossings = float((np.signbit(sound[1:]) != np.signbit(sound[:-1])).mean())
    centred = sound[::_EVERY].astype(np.float64) / most
    up, down = np.maximum(centred, 0.0), np.maximum(-centred, 0.0)
    both = _db(np.quantile(np.abs(centred), _SHARES))
    bent = _db(np.quantile(up, _UPPER)) - _db(np.quantile(down, _UPPER))
    rms = float(np.sqrt((centred**2).mean()))
    return np.asarray(np.r_[both, 3.0 * bent, 60.0 * crossings, _db(np.array([rms]))])


_UPPER = (0.8, 0.9, 0.95, 0.99, 0.999, 1.0)


def _db(levels: Floats) -> Floats:
    return np.asarray(20 * np.log10(np.maximum(levels, 1e-3)))
