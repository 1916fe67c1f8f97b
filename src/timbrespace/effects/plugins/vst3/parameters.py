"""The parameters of a VST3 or AU plug-in: in units where its own texts can be read as such."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from timbrespace.effects.base import Parameter, Scale
from timbrespace.effects.plugins.knobs import Knob
from timbrespace.effects.plugins.vst3.instance import ASKED_AT

#: Part of the range by which what a plug-in says may differ from one of our scales.
TOLERANCE = 0.02
#: Parameters that are no settings: a host's switch, and doors for MIDI.
_NO_SETTING = re.compile(r"bypass|midi[ _]?cc\b.*|midi[ _]?cc[ _]?\d.*", re.IGNORECASE)


def knobs(parameters: list[dict[str, Any]]) -> tuple[Knob, ...]:
    """Of what a plug-in says of its parameters, in their order; slots count these only."""
    settings = [each for each in parameters if not _NO_SETTING.fullmatch(each["title"].strip())]
    return tuple(Knob(_parameter(each), slot, raw=True) for slot, each in enumerate(settings))


def _parameter(facts: dict[str, Any]) -> Parameter:
    values, default = facts["values"], facts["default"]
    scale = scale_of(values) if values else None
    if scale is None:
        return Parameter(facts["key"], facts["title"], default=default)
    in_units = Parameter(facts["key"], facts["title"], facts["unit"], values[0], values[-1], scale)
    at = float(in_units.value(default))
    return Parameter(
        facts["key"], facts["title"], facts["unit"], values[0], values[-1], scale, default=at
    )


def scale_of(values: list[float]) -> Scale | None:
    """The scale on which values at :data:`ASKED_AT` lie; None if on none of ours.

    Example:
        >>> scale_of([20.0, 112.0, 632.0, 3556.0, 20_000.0]), scale_of([0.0, 9.0, 1.0, 3.0, 4.0])
        ('log', None)
    """
    low, high = values[0], values[-1]
    if low == high:
        return None
    scales: tuple[Scale, ...] = (
        ("linear", "square", "log") if low * high > 0 else ("linear", "square")
    )
    for scale in scales:
        expected = Parameter("", "", "", low, high, scale).value(np.array(ASKED_AT))
        if np.abs(expected - values).max() <= TOLERANCE * abs(high - low):
            return scale
    return None
