"""Which effects there are: ours, plug-ins, the user's own."""

from __future__ import annotations

import logging
from typing import Any

from timbrespace.effects.base import Effect

_log = logging.getLogger(__name__)


def opened(place: str) -> Effect:
    """The effect of an id; files only where this user trusts them already."""
    from timbrespace.effects.opening import open_effect

    return open_effect(place)


def listed() -> list[dict[str, Any]]:
    """All of them, those that can't be opened with the reason."""
    from timbrespace.live.rack.state import kind_of

    return [{**facts, "kind": kind_of(facts["id"])} for facts in [*_own(), *_plugins()]]


def _own() -> list[dict[str, Any]]:
    from timbrespace.effects.catalogue import all_own

    return [
        {
            "id": each.id,
            "title": each.title,
            "n_parameters": len(each.parameters),
            "problem": "",
        }
        for each in all_own()
    ]


def _plugins() -> list[dict[str, Any]]:
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
            "n_parameters": _count(each.parameters),
            "problem": _problem(each.missing),
        }
        for each in found
    ]


def _count(parameters: Any) -> int | None:
    if isinstance(parameters, int):
        return parameters
    return len(parameters) if parameters is not None else None


def _problem(missing: Any) -> str:
    if isinstance(missing, str):
        return missing
    return f"It needs {', '.join(missing)}." if missing else ""
