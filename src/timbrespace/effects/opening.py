"""From a place to an effect: one of ours, a plug-in, a preset."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from timbrespace.effects import presets
from timbrespace.effects.base import Effect, Floats, Parameter
from timbrespace.effects.catalogue import own
from timbrespace.effects.chain import PREFIX, Chain, flat
from timbrespace.effects.own import OwnEffect
from timbrespace.effects.plugins import PluginEffect, is_plugin, open_plugin
from timbrespace.errors import TimbrespaceError

#: What a preset's file ends in.
SUFFIX = ".toml"


def open_effect(place: str, trust: bool = False) -> Effect:
    """The effect that a place names.

    Args:
        place: ``"overdrive"``, ``"dasp:eq"``, ``"lv2:URI"``, ``"vst3:PATH"``,
            ``"chain:overdrive+delay"``, or the path of a preset (``.toml``): its effect or chain,
            whose defaults are then its settings.
        trust: The user trusts the plug-ins' files from now on.

    Raises:
        TimbrespaceError: There is none, or it can't be opened here.

    Example:
        >>> open_effect("overdrive").title
        'Overdrive'
    """
    if is_plugin(place):
        return open_plugin(place, trust)
    if place.endswith(SUFFIX):
        return open_file(Path(place), trust)
    if place.startswith(PREFIX):
        links = place.removeprefix(PREFIX).split("+")
        return flat([open_effect(each, trust) for each in links])
    return own(place)


def open_file(path: Path, trust: bool = False) -> Effect:
    """The effect or chain of a preset's file, whose defaults are the preset's settings.

    Raises:
        TimbrespaceError: It can't be read, is no preset, or names what can't be opened.
    """

    def one(place: str) -> Effect:
        if place.endswith(SUFFIX) and not is_plugin(place):
            raise TimbrespaceError(
                f"The preset '{path}' names another preset, '{place}'.",
                "Write that one's effects into it.",
            )
        return open_effect(place, trust)

    effect, theta = presets.open_preset(presets.read_preset(path), one)
    return with_defaults(effect, theta)


def with_defaults(effect: Effect, theta: Floats) -> Effect:
    """The same effect, which starts with settings ``(P,)`` in [0, 1].

    Example:
        >>> import numpy as np
        >>> driven = with_defaults(open_effect("overdrive"), np.array([0.3, 0.0, 0.5]))
        >>> driven.parameters[0].default
        30.0
    """
    if isinstance(effect, Chain):
        pairs = zip(effect.links, effect.parts(theta), strict=True)
        return flat([with_defaults(link, part) for link, part in pairs])
    made = tuple(_default(each, at) for each, at in zip(effect.parameters, theta, strict=True))
    if isinstance(effect, OwnEffect):
        return replace(effect, parameters=made)
    if isinstance(effect, PluginEffect):
        knobs = zip(effect.knobs, made, strict=True)
        return replace(effect, knobs=tuple(replace(k, parameter=p) for k, p in knobs))
    return effect


def _default(parameter: Parameter, theta: float) -> Parameter:
    # There and back costs the last digits; nobody set them.
    return replace(parameter, default=float(f"{float(parameter.value(float(theta))):.12g}"))
