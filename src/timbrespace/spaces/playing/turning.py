"""How late a change of latents is heard, measured on any decoder."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from timbrespace.spaces.base import Audio, Latents

#: Frames before the change, and after it.
N_BEFORE = N_AFTER = 12


def turning_point(old: Audio, new: Audio, turned: Audio) -> int:
    """The sample from which on a sound ``(C, T)`` is more like a new one than like the old.

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
    """By how many samples the sound follows a sudden change from one latent to another.

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
    sounds = [play(each) for each in (old, new, turned)]
    return max(0, turning_point(*sounds) - N_BEFORE * hop)
