"""Which settings of a plug-in its output can tell: measured, since no plug-in says so."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from timbrespace.effects.base import Audio, Effect, Floats, Parameter
from timbrespace.effects.drawing import draw_settings
from timbrespace.effects.plugins.effect import PluginEffect
from timbrespace.effects.plugins.errors import PluginFailed

#: At what rate, and on how much sound.
RATE, SECONDS = 44_100, 0.75
#: A setting goes from here to here, with the others as drawn, at most so many times.
FROM, TO, DRAWS = 0.15, 0.85, 3
#: Outputs that differ by less than this, of their level, are the same (-60 dB).
SAME = 1e-3
#: Measuring begins with no further setting after this.
MOST_S = 10.0
WHY_NOT = "Once the peak is normalised and the channels are one, it leaves no trace (measured)."


def told_by_output(effect: Effect) -> dict[str, bool]:
    """By name, whether the output alone tells a setting.

    Each setting is moved, with the others drawn at random, on a sound of tones and bursts in one
    channel, and the outputs are compared with their peaks made equal. A setting under which the
    effect fails is left out, and so are those that are not reached within 10 s.
    """
    until_s = time.monotonic() + MOST_S
    drawn = draw_settings(effect, DRAWS, 0)
    told: dict[str, bool] = {}
    for column, parameter in enumerate(effect.parameters):
        if time.monotonic() > until_s:
            break
        try:
            told[parameter.name] = any(_differs(effect, column, others) for others in drawn)
        except PluginFailed:
            continue
    return told


def marked(effect: PluginEffect, told: Mapping[str, bool]) -> PluginEffect:
    """The same effect, whose parameters say which of them the output can't tell.

    Args:
        effect: Any.
        told: By name of a parameter, whether it can; what is missing is taken to be told.
    """
    if all(told.values()):
        return effect
    knobs = [replace(knob, parameter=_marked(knob.parameter, told)) for knob in effect.knobs]
    return replace(effect, knobs=tuple(knobs))


def _marked(parameter: Parameter, told: Mapping[str, bool]) -> Parameter:
    if told.get(parameter.name, True):
        return parameter
    # Whether it is a level, a width or nothing at all was not measured.
    return replace(parameter, identifiable=False, why_not=WHY_NOT, changes_only="either")


def _differs(effect: Effect, column: int, others: Floats) -> bool:
    """Whether a setting changes the output, where the others ``(P,)`` are these."""
    rows = np.stack([others, others])
    rows[:, column] = FROM, TO
    x = np.broadcast_to(_sound(), (2, 1, round(SECONDS * RATE)))
    y = effect.apply(x, rows, RATE)[:, 0].astype(np.float64)
    y /= np.maximum(np.abs(y).max(axis=-1, keepdims=True), 1e-12)
    level = np.sqrt((y**2).mean())
    apart = np.sqrt(((y[0] - y[1]) ** 2).mean())
    return bool(apart > SAME * level)


def _sound() -> Audio:
    """Tones that fall, under bursts of noise that fade; peak -12 dBFS."""
    t = np.arange(round(SECONDS * RATE)) / RATE
    tones = np.sin(2 * np.pi * 220 * t) + 0.5 * np.sin(2 * np.pi * 1_760 * t)
    noise = np.random.default_rng(0).normal(size=len(t)) * np.exp(-20 * (t % 0.25))
    mixed = tones * np.exp(-2 * t) + noise
    return np.asarray(0.25 * mixed / np.abs(mixed).max(), np.float32)
