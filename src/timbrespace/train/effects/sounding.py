"""Effected sounds, made of clean ones as they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.augment_steps import KINDS
from timbrespace.effects.base import Effect
from timbrespace.train.effects.config import EffectsConfig
from timbrespace.train.effects.dealing import Style

Clips = NDArray[np.float32]

#: A peak below this is silence, and is not brought up.
SILENT = 1e-4


def prepared(clean: Clips, config: EffectsConfig, rng: np.random.Generator) -> Clips:
    """Clean sounds ``(N, drawn)`` as an effect gets them: ``(N, segment)``.

    Of each, with the chance of ``augment``, either pitch or tempo is changed; then it is cut,
    faded at both ends, and its peak set.
    """
    out = np.zeros((len(clean), config.segment), np.float32)
    for row, sound in zip(out, clean, strict=True):
        changed = sound
        if rng.random() < config.augment:
            changed = _changed(sound, config, rng)
        heard = changed[: config.segment]
        row[: len(heard)] = heard
        row *= fades(config.segment, round(config.fade_s * config.sample_rate))
    return levelled(out, config.peak_dbfs)


def effected(
    dry: Clips, styles: Sequence[Style], effects: Sequence[Effect], config: EffectsConfig
) -> Clips:
    """Sounds ``(N, T)``, each under its style, the peak set again; a silent one stays silent."""
    out = dry.copy()
    chosen = np.array([style.effect for style in styles])
    for number, effect in enumerate(effects):
        rows = np.flatnonzero(chosen == number)
        if len(rows):
            theta = np.stack([styles[int(row)].theta for row in rows])
            out[rows] = effect.apply(dry[rows][:, None], theta, config.sample_rate)[:, 0]
    return levelled(out, config.peak_dbfs)


def levelled(clips: Clips, peak_dbfs: float) -> Clips:
    """Sounds ``(N, T)`` with their peaks at that level; silent ones as they are.

    Example:
        >>> levelled(np.array([[0.5, -1.0], [0.0, 0.0]], np.float32), -20.0).tolist()
        [[0.05000000074505806, -0.10000000149011612], [0.0, 0.0]]
    """
    peaks = np.abs(clips).max(axis=1, keepdims=True)
    gain = np.where(peaks > SILENT, 10 ** (peak_dbfs / 20) / np.maximum(peaks, SILENT), 1.0)
    return np.asarray(clips * gain, np.float32)


def fades(n_samples: int, n_faded: int) -> NDArray[np.float32]:
    """A gain ``(T,)`` that rises from 0 at one end and falls to 0 at the other."""
    ramp = np.minimum(1.0, np.arange(n_samples) / max(1, n_faded))
    return np.asarray(np.minimum(ramp, ramp[::-1]), np.float32)


def _changed(sound: Clips, config: EffectsConfig, rng: np.random.Generator) -> Clips:
    """A sound ``(T,)`` at another pitch or tempo."""
    pitch, amount = rng.random() < 0.5, rng.uniform(-1, 1)
    if pitch:
        name, drawn = "pitch", {"semitones": amount * config.cents / 100}
    else:
        name, drawn = "time", {"rate": 1 + amount * config.tempo}
    changed = KINDS[name].apply(sound[None], config.sample_rate, drawn, rng)
    return np.asarray(changed[0], np.float32)
