"""Sounds as matching takes them: one channel, a stated peak, a stretch worth looking at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mono = NDArray[np.float32]
Floats = NDArray[np.float64]
#: Which of an effect's parameters.
Columns = NDArray[np.intp]

#: What every sound is brought to before and after an effect, so that levels say nothing.
PEAK_DBFS = -12.0
#: The rate at which styles are measured: what lies above 11 kHz has no part in them.
STYLE_HZ = 22_050


def at_peak(sound: NDArray[np.float32], peak_dbfs: float = PEAK_DBFS) -> NDArray[np.float32]:
    """A sound of any shape at a peak; silence stays silence.

    Example:
        >>> float(np.abs(at_peak(np.array([0.1, -0.5], np.float32), -6.0206)).max().round(4))
        0.5
    """
    most = float(np.abs(sound).max(initial=0.0))
    if most < 1e-9:
        return np.zeros_like(sound)
    return np.asarray(sound * (10 ** (peak_dbfs / 20) / most), np.float32)


def mono(sound: NDArray[np.float32]) -> Mono:
    """``(C, T)`` or ``(T,)`` as ``(T,)``: the mean of the channels."""
    return np.asarray(sound if sound.ndim == 1 else sound.mean(axis=0), np.float32)


def at_rate(sound: Mono, from_hz: int, to_hz: int = STYLE_HZ) -> Mono:
    """A sound ``(T,)`` at another rate."""
    if from_hz == to_hz:
        return np.asarray(sound, np.float32)
    import soxr

    return np.asarray(soxr.resample(sound, from_hz, to_hz, quality="MQ"), np.float32)


def loudest_stretch(sound: Mono, n_samples: int) -> slice:
    """Where ``n_samples`` of a sound ``(T,)`` hold most energy, begun at a tenth of that length.

    Example:
        >>> loudest_stretch(np.r_[np.zeros(50), np.ones(10), np.zeros(40)].astype(np.float32), 20)
        slice(40, 60, None)
    """
    if len(sound) <= n_samples:
        return slice(0, len(sound))
    step = max(1, n_samples // 10)
    total = np.r_[0.0, np.cumsum(sound.astype(np.float64) ** 2)]
    starts = np.arange(0, len(sound) - n_samples + 1, step)
    at = int(starts[np.argmax(total[starts + n_samples] - total[starts])])
    return slice(at, at + n_samples)
