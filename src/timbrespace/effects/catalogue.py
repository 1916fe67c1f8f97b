"""The effects of our own, by id."""

from __future__ import annotations

import difflib
from importlib import import_module

from timbrespace.effects.own import OwnEffect
from timbrespace.errors import TimbrespaceError

#: Where each one lives; in the order in which they are listed.
ROOMS = {
    "overdrive": "timbrespace.effects.mda.overdrive",
    "ringmod": "timbrespace.effects.mda.ringmod",
    "combo": "timbrespace.effects.mda.combo",
    "delay": "timbrespace.effects.mda.delay",
    "ambience": "timbrespace.effects.mda.ambience",
    "dynamics": "timbrespace.effects.mda.dynamics",
    "multiband": "timbrespace.effects.mda.multiband",
    "flanger": "timbrespace.effects.mda.flanger",
    "leslie": "timbrespace.effects.mda.leslie",
    "dasp:eq": "timbrespace.effects.dasp.eq",
    "dasp:compressor": "timbrespace.effects.dasp.compressor",
    "dasp:reverb": "timbrespace.effects.dasp.reverb",
}


def ids() -> list[str]:
    """The ids of all effects of our own.

    Example:
        >>> ids()[0]
        'overdrive'
    """
    return list(ROOMS)


def own(effect_id: str) -> OwnEffect:
    """The effect of our own with this id.

    Raises:
        TimbrespaceError: There is none.

    Example:
        >>> [each.name for each in own("overdrive").parameters]
        ['drive', 'muffle', 'output']
    """
    if effect_id not in ROOMS:
        near = difflib.get_close_matches(effect_id, ROOMS, 1, 0.6)
        raise TimbrespaceError(
            f"No effect here is called '{effect_id}'.",
            f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(ROOMS)}.",
        )
    effect: OwnEffect = import_module(ROOMS[effect_id]).EFFECT
    return effect


def all_own() -> list[OwnEffect]:
    """All effects of our own, in order."""
    return [own(each) for each in ROOMS]
