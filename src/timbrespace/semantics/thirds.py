"""Levels of third-octave bands, out of the power spectra of frames."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant, namespace

#: Exact middles of the bands from 25 Hz to 12.5 kHz.
MIDDLES_HZ = 1_000 * 2 ** (np.arange(-16, 12) / 3)
#: Butterworth filters of this order: 20 dB down in the next band, as Zwicker's model wants.
ORDER = 4
#: Samples' RMS of 1 is taken as this level: a sine at full scale is at 97 dB SPL.
FULL_SCALE_DB = 100.0


@lru_cache(maxsize=8)
def responses(size: int, sample_rate: int, *, rising: bool) -> NDArray[np.float64]:
    """What each bin adds to the mean power of each band, ``(size / 2 + 1, 28)``.

    Args:
        size: Samples in a frame.
        sample_rate: In Hz; bands beyond Nyquist are 0.
        rising: Whether filters begin at rest with every frame, as those of the AudioCommons
            package do: within it they do not rise to their full response, the less so the lower
            the band. The response is less by the mean share of it that they have reached.
    """
    from scipy.signal import butter, sosfilt, sosfreqz

    impulse = np.zeros(size)
    impulse[0] = 1
    every_hz = np.arange(size // 2 + 1) * sample_rate / size
    found = np.zeros((size // 2 + 1, len(MIDDLES_HZ)))
    for band, middle_hz in enumerate(MIDDLES_HZ):
        low_hz, high_hz = middle_hz * 2 ** (-1 / 6), middle_hz * 2 ** (1 / 6)
        if middle_hz >= sample_rate / 2:
            break
        edges = [low_hz, min(high_hz, 0.4999 * sample_rate)]
        sections = butter(ORDER, edges, "bandpass", fs=sample_rate, output="sos")
        response = sosfreqz(sections, every_hz, fs=sample_rate)[1]
        found[:, band] = np.abs(response) ** 2
        if rising:
            so_far = np.cumsum(sosfilt(sections, impulse) ** 2)
            full = sosfilt(sections, np.pad(impulse, (0, 7 * size)))
            found[:, band] *= so_far.mean() / np.sum(full**2)
    # Every bin but the first and the last stands for two of the whole spectrum.
    found[1:-1] *= 2
    return found / size**2


def levels_db(power: Array, size: int, sample_rate: int, *, rising: bool = False) -> Array:
    """Levels ``(..., 28)`` in dB SPL of the third octaves.

    Args:
        power: Squared magnitudes ``(..., K)`` of frames under a window whose mean square is 1;
            the first K of their ``size / 2 + 1`` bins.
        size: Samples in a frame.
        sample_rate: In Hz.
        rising: See :func:`responses`.
    """
    xp, added = namespace(power), responses(size, sample_rate, rising=rising)
    means = power @ constant(added[: power.shape[-1]], power)
    return FULL_SCALE_DB + 10 * xp.log10(means + 1e-20)
