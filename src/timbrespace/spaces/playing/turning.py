"""How late a change of latents is heard, measured on any decoder.

Sounds are compared by short spectra, not by samples: a decoder that integrates phases, or adds
noise, gives the same sound in other samples.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio, Latents

#: Frames before the change, and after it.
N_BEFORE = N_AFTER = 12
#: Samples of a spectrum, and from one to the next.
_WINDOW, _STEP = 128, 8
#: Magnitudes are compressed as hearing does, so that what is quiet counts too.
_POWER = 0.3


def turning_point(old: NDArray[np.floating], new: NDArray[np.floating],
                  turned: NDArray[np.floating]) -> int:  # fmt: skip
    """The place from which on a series ``(C, T)`` is more like a new one than like the old.

    Example:
        >>> old, new = np.zeros((1, 8)), np.ones((1, 8))
        >>> turning_point(old, new, np.where(np.arange(8) < 5, old, new))
        5
    """
    nearer_old = ((turned - new) ** 2 - (turned - old) ** 2).sum(axis=0, dtype=np.float64)
    gained = np.concatenate([[0.0], np.cumsum(nearer_old)])
    return int(np.argmax(gained))


def heard_late(
    play: Callable[[Latents], Audio], here: Latents, there: Latents, hop: int, n_after: int
) -> int:
    """By how many samples the sound follows a sudden change, to within 64.

    Args:
        play: From frames ``(F, D)`` to samples ``(C, F * hop)``, from the same state every time.
        here: ``(D,)``, held first.
        there: ``(D,)``, held then.
        hop: Samples a frame.
        n_after: Frames that ``there`` is held.
    """
    n_frames = N_BEFORE + n_after
    old, new = (np.repeat(each[None], n_frames, axis=0) for each in (here, there))
    turned = np.concatenate([old[:N_BEFORE], new[N_BEFORE:]])
    spectra = [_spectra(play(each)) for each in (old, new, turned)]
    return max(0, turning_point(*spectra) * _STEP - N_BEFORE * hop)


def _spectra(sound: Audio) -> NDArray[np.float64]:
    """Compressed magnitudes ``(C * bins, T / 8)``; each is of samples around its place."""
    from scipy.fft import rfft

    padded = np.pad(sound, ((0, 0), (_WINDOW // 2, _WINDOW // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW, axis=1)[:, ::_STEP]
    magnitudes = np.abs(rfft(windows * np.hanning(_WINDOW), axis=2)) ** _POWER
    return np.asarray(magnitudes.transpose(0, 2, 1).reshape(-1, magnitudes.shape[1]), np.float64)
