"""Which settings of a plug-in its output can tell: measured, since no plug-in says so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.drawing import draw_settings
from timbrespace.effects.plugins.effect import PluginEffect

#: At what rate, and on how much sound.
RATE, SECONDS = 44_100, 0.75
#: A setting goes from here to here, with the others as drawn, so many times.
FROM, TO, DRAWS = 0.15, 0.85, 3
#: Outputs that differ by less than this, of their level, are the same (-60 dB).
SAME = 1e-3
WHY_NOT = "Once the peak is normalised and the channels are one, it leaves no trace (measured)."


def identified(effect: PluginEffect) -> PluginEffect:
    """The same effect, whose parameters say whether the output alone can tell them.

    Each setting is moved, with the others drawn at random, on a sound of tones and bursts in one
    channel, and the outputs are compared with their peaks made equal. Takes a few seconds at
    most for a plug-in of twenty settings.

    Raises:
        PluginFailed: The plug-in failed under one of these settings.
    """
    if not effect.knobs:
        return effect
    told = _differences(effect).max(axis=0) > SAME
    knobs = [
        knob
        if tells
        else replace(knob, parameter=replace(knob.parameter, identifiable=False, why_not=WHY_NOT))
        for knob, tells in zip(effect.knobs, told, strict=True)
    ]
    return replace(effect, knobs=tuple(knobs))


def _differences(effect: PluginEffect) -> Floats:
    """How much each setting changes the output, ``(DRAWS, P)``."""
    count = len(effect.knobs)
    theta = np.repeat(draw_settings(effect, DRAWS, 0)[:, None, None], 2, axis=1)
    theta = np.repeat(theta, count, axis=2)  # (DRAWS, 2, P moved, P)
    for i in range(count):
        theta[:, 0, i, i], theta[:, 1, i, i] = FROM, TO
    rows = theta.reshape(-1, count)
    x = np.broadcast_to(_sound(), (len(rows), 1, round(SECONDS * RATE)))
    y = effect.apply(x, rows, RATE).reshape(DRAWS, 2, count, -1)
    y = y / np.maximum(np.abs(y).max(axis=-1, keepdims=True), 1e-12)
    level = np.sqrt((y**2).mean(axis=(1, 3)))
    apart = np.sqrt(((y[:, 0] - y[:, 1]) ** 2).mean(axis=-1))
    return np.asarray(apart / np.maximum(level, 1e-12), np.float64)


def _sound() -> Audio:
    """Tones that fall, under bursts of noise that fade; peak -12 dBFS."""
    t = np.arange(round(SECONDS * RATE)) / RATE
    tones = np.sin(2 * np.pi * 220 * t) + 0.5 * np.sin(2 * np.pi * 1_760 * t)
    noise = np.random.default_rng(0).normal(size=len(t)) * np.exp(-20 * (t % 0.25))
    mixed = tones * np.exp(-2 * t) + noise
    return np.asarray(0.25 * mixed / np.abs(mixed).max(), np.float32)
