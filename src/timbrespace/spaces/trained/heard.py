"""Any sound as a model wants to hear it: one channel, its rate, numbers only."""

from __future__ import annotations

import numpy as np

from timbrespace.audio.resample import Resampler, to_mono
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Audio


def heard(audio: Audio, from_hz: float, to_hz: float) -> Audio:
    """A sound ``(C, T)`` or ``(T,)``, mixed down and resampled: ``(T',)`` float32.

    Raises:
        TimbrespaceError: It is no sound: other shapes, or samples that are not numbers.

    Example:
        >>> heard(np.ones((2, 44_100), np.float32), 44_100, 22_050).shape
        (22050,)
    """
    sound = np.atleast_2d(np.asarray(audio, np.float32))
    if sound.ndim != 2:
        raise TimbrespaceError(
            f"Expected a sound (channels, samples), found the shape {sound.shape}.",
            "Give one sound at a time.",
        )
    if not np.isfinite(sound).all():
        raise TimbrespaceError(
            "The sound has samples that are not numbers (NaN or infinite).",
            "Write the file again from where it came from, or leave it out.",
        )
    if not sound.size:
        return np.zeros(0, np.float32)
    mono: Audio = Resampler(from_hz, to_hz).push(to_mono(sound), last=True)[0]
    return mono


def checked(latents: Audio, n_dims: int) -> Audio:
    """Latents ``(F, D)`` as float32.

    Raises:
        TimbrespaceError: They have other dims than the space, or are not numbers.
    """
    frames = np.asarray(latents, np.float32)
    if frames.ndim != 2 or frames.shape[1] != n_dims:
        raise TimbrespaceError(
            f"Expected latents (frames, {n_dims}), found the shape {frames.shape}.",
            "Give one row per frame, as encode does.",
        )
    if not np.isfinite(frames).all():
        raise TimbrespaceError(
            "The latents have values that are not numbers (NaN or infinite).",
            "Look at what computed them.",
        )
    return frames
