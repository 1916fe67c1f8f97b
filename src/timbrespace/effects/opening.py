"""From a place to an effect: one of ours, a plug-in, a preset."""

from __future__ import annotations

from timbrespace.effects.base import Effect
from timbrespace.effects.catalogue import own


def open_effect(place: str, trust: bool = False) -> Effect:
    """The effect that a place names.

    Args:
        place: ``"overdrive"``, ``"dasp:eq"``, ``"lv2:URI"``, ``"vst3:PATH"``, or the path of a
            preset (``.toml``), whose settings are then the defaults.
        trust: The user trusts a plug-in's file from now on.

    Raises:
        TimbrespaceError: There is none, or it can't be opened here.

    Example:
        >>> open_effect("overdrive").title
        'Overdrive'
    """
    return own(place)
