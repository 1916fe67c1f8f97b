"""Settings become sound, numbers and points."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio, Effect
from timbrespace.settings.clip import RATE_HZ, Clip
from timbrespace.settings.embeddings import Embedding
from timbrespace.settings.measures import at_one_level, measured

Floats = NDArray[np.float32]


class Heard(NamedTuple):
    """What a clip is under some settings.

    Args:
        latents: ``(B, D)``.
        descriptors: ``(B, K)``.
    """

    latents: Floats
    descriptors: Floats


def rendered(effect: Effect, clip: Clip, theta: Floats) -> Audio:
    """The clip ``(B, T)`` under settings ``(B, P)`` in 0..1, each from silence."""
    sounds = np.broadcast_to(clip.samples, (len(theta), 1, len(clip.samples)))
    wide = np.asarray(theta, np.float64)
    return np.asarray(effect.apply(np.ascontiguousarray(sounds), wide, RATE_HZ)[:, 0], np.float32)


def heard(effect: Effect, clip: Clip, theta: Floats, embedding: Embedding) -> Heard:
    """Descriptors and latents of the clip under settings ``(B, P)``."""
    return listened(rendered(effect, clip, theta), embedding)


def listened(sounds: Audio, embedding: Embedding) -> Heard:
    """Descriptors and latents of sounds ``(B, T)`` at :data:`~.clip.RATE_HZ`."""
    levelled, raised_db = at_one_level(np.nan_to_num(sounds))
    numbers = measured(levelled, raised_db)
    return Heard(embedding.embed(levelled, numbers), numbers)
