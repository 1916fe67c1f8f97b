"""Which effects a page may name: ours, installed plug-ins, and the user's own presets."""

from __future__ import annotations

import logging
import time
from functools import lru_cache
from typing import Any

from timbrespace.app.answers import CallError, NotFound
from timbrespace.app.effects import presets
from timbrespace.effects.base import Effect
from timbrespace.live.rack.state import kind_of
from timbrespace.settings.recipe import PRESET, Recipe

#: Plug-ins are looked for again after this.
FRESH_S = 60.0

_log = logging.getLogger(__name__)


def opened(place: str) -> Effect:
    """The effect of an id.

    Raises:
        NotFound: No list of ours has it: no path of a client's reaches the file system.
        TimbrespaceError: It can't be opened here, or is not trusted by this user yet.
    """
    return recipe(place).open()


def recipe(place: str) -> Recipe:
    """What opens an effect again.

    Raises:
        NotFound: No list of ours has it.
    """
    from timbrespace.effects.catalogue import ids
    from timbrespace.effects.chain import PREFIX

    if place.startswith(PRESET):
        return presets.recipe(place.removeprefix(PRESET))
    links = place.removeprefix(PREFIX).split("+") if place.startswith(PREFIX) else [place]
    if len(links) > presets.MOST_LINKS:
        most = f"At most {presets.MOST_LINKS} in a chain."
        raise CallError(f"{len(links)} effects are too many.", most)
    # Plug-ins are looked for where ours are not enough: that takes a while.
    foreign = set(links) - set(ids())
    if foreign and not foreign <= {each["id"] for each in _plugins(_now())}:
        raise NotFound(f"There is no effect {place[:80]!r}.", "Choose one of the list.")
    return Recipe(place)


def listed() -> list[dict[str, Any]]:
    """All of them, those that can't be opened with the reason."""
    return [*_own(), *_chains(), *_plugins(_now())]


def _own() -> list[dict[str, Any]]:
    from timbrespace.effects.catalogue import all_own

    return [
        {
            "id": each.id,
            "title": each.title,
            "kind": kind_of(each.id),
            "n_parameters": len(each.parameters),
            "problem": "",
        }
        for each in all_own()
    ]


def _chains() -> list[dict[str, Any]]:
    """Presets of several effects; those of one are settings of that one."""
    return [
        {
            "id": each["effect"],
            "title": each["title"],
            "kind": "chain",
            "n_parameters": None,
            "problem": "",
        }
        for each in presets.listed()
        if each["effect"].startswith(PRESET)
    ]


def _now() -> int:
    return int(time.monotonic() // FRESH_S)


@lru_cache(maxsize=2)
def _plugins(_: int) -> list[dict[str, Any]]:
    from timbrespace.effects.plugins import installed

    try:
        found = installed()
    except Exception:  # a plug-in's files may hold anything; ours are listed all the same
        _log.warning("Plug-ins can't be listed.", exc_info=True)
        return []
    return [
        {
            "id": each.id,
            "title": each.title,
            "kind": kind_of(each.id),
            "n_parameters": each.parameters,
            "problem": " ".join(each.missing),
        }
        for each in found
    ]
