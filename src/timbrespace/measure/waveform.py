"""Distances of waveforms, sample by sample: they hear phase as no ear does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mono = NDArray[np.float32]

#: Beyond it there is nothing but rounding: float32 carries 24 bits, about 144 dB.
LIMIT_DB = 100.0


def si_sdr_db(reference: Mono, estimate: Mono) -> float:
    """Scale-invariant signal-to-distortion ratio in dB; higher is better.

    The part of the estimate that is a multiple of the reference, against the rest. It does not
    change with the estimate's level, and rewards phase: a sound moved by a few samples, which
    nobody hears, can fall below 0 dB.

    Args:
        reference: ``(T,)``.
        estimate: ``(T,)``, at the same rate and in step with it.

    Returns:
        Within :data:`LIMIT_DB` of 0; its lower end for a silent estimate, NaN for a silent
        reference, which has no shape to be compared with.

    Source: Le Roux, Wisdom, Erdogan and Hershey (2019), without subtracting the mean.

    Example:
        >>> tone = np.sin(np.arange(1000) * 0.1)
        >>> si_sdr_db(tone, 0.25 * tone)
        100.0
        >>> other = np.cos(np.arange(1000) * 0.1)
        >>> round(si_sdr_db(tone, tone + 0.1 * other))
        20
    """
    source, heard = reference.astype(np.float64), estimate.astype(np.float64)
    energy = float(source @ source)
    if energy == 0.0:
        return float("nan")
    kept = (float(heard @ source) / energy) * source
    distortion = float(((kept - heard) ** 2).sum())
    wanted = float((kept**2).sum())
    if wanted == 0.0:
        return -LIMIT_DB
    if distortion == 0.0:
        return LIMIT_DB
    return float(np.clip(10 * np.log10(wanted / distortion), -LIMIT_DB, LIMIT_DB))
