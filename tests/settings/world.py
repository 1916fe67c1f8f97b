"""A small space of settings, made once: overdrive on a burst of noise and a tone."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.opening import open_effect
from timbrespace.settings.clip import RATE_HZ, clip_of
from timbrespace.settings.embeddings import open_embedding
from timbrespace.settings.folder import Plan
from timbrespace.settings.growing import Growing

#: Of the clip: short, so that many are heard soon.
LENGTH_S = 0.6


def sound(seconds=LENGTH_S, seed=0):
    """A tone with some noise that dies away ``(1, T)`` at 48 kHz."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    rng = np.random.default_rng(seed)
    made = np.sin(2 * np.pi * 196 * time_s) + 0.2 * rng.standard_normal(len(time_s))
    return np.asarray(0.3 * made * np.exp(-3 * time_s), np.float32)[None]


def plan_of(clip, seed=0):
    return Plan("overdrive", clip.digest, "timbre", seed)


def growing(folder, *, seed=0, **how):
    clip = clip_of(sound(), RATE_HZ, "burst", LENGTH_S)
    effect, embedding = open_effect("overdrive"), open_embedding("timbre")
    return Growing(folder, effect, clip, embedding, plan_of(clip, seed), **how)
