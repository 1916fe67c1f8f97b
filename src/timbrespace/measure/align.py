"""Two sounds in step: the same rate, one channel, no delay between them."""

from __future__ import annotations

import numpy as np

from timbrespace.audio.resample import to_mono
from timbrespace.measure.waveform import Mono
from timbrespace.spaces.base import Audio


def at_rate(audio: Audio, from_hz: int, to_hz: int) -> Mono:
    """A sound as one channel at another rate (soxr, high quality); ``(T,)``.

    Args:
        audio: ``(C, T)``; channels are averaged.
        from_hz: Its rate.
        to_hz: The rate wanted.

    Example:
        >>> at_rate(np.zeros((2, 480), np.float32), 48_000, 16_000).shape
        (160,)
    """
    mono = to_mono(np.atleast_2d(np.asarray(audio, np.float32)))[0]
    if from_hz == to_hz or not len(mono):
        return np.asarray(mono)
    import soxr

    return np.asarray(soxr.resample(mono, from_hz, to_hz), np.float32)


def in_step(audio: Mono, n_samples: int, delay_samples: int = 0) -> Mono:
    """A sound without its stated delay, cut or filled with zeros to a length.

    Args:
        audio: ``(T,)``.
        n_samples: The length wanted.
        delay_samples: By how much it lags.

    Example:
        >>> in_step(np.array([0.0, 1.0, 2.0], np.float32), 3, delay_samples=1).tolist()
        [1.0, 2.0, 0.0]
    """
    heard = audio[delay_samples : delay_samples + n_samples]
    return np.pad(heard, (0, n_samples - len(heard)))
