"""The command about plug-ins: which are installed, and what those that can't be used lack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from timbrespace.effects.base import Effect
    from timbrespace.effects.plugins import Listed


def plugins(
    trust: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Remember that you trust this .vst3 or .component."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the plug-ins that are installed (LV2, VST3, AU), and what stands in the way of any."""
    from timbrespace.api.plugins import plugins as listing
    from timbrespace.api.plugins import trust_plugin

    if trust is not None:
        _report(trust_plugin(trust))
        return
    found = listing()
    if json:
        _as_json(found)
        return
    for each in found:
        print(_line(each))
    print(_summary(found))


def _report(effect: Effect) -> None:
    names = ", ".join(each.name for each in effect.parameters)
    print(f"{effect.id}: {effect.title}, {_settings(len(effect.parameters))}: {names}")


def _as_json(found: list[Listed]) -> None:
    import json
    from dataclasses import asdict

    print(json.dumps([asdict(each) for each in found], indent=2))


def _line(each: Listed) -> str:
    if each.missing:
        return f"{each.id}: {each.title}. Can't be used: {'; '.join(each.missing)}"
    known = "" if each.parameters is None else f", {_settings(each.parameters)}"
    return f"{each.id}: {each.title}{known}"


def _summary(found: list[Listed]) -> str:
    from timbrespace.api.plugins import plugin_folders

    if not found:
        looked = ", ".join(map(str, plugin_folders()))
        return f"No plug-ins are installed in {looked}."
    usable = sum(not each.missing for each in found)
    return (
        f"{usable} of {len(found)} can be used: timbrespace effect {_some(found)} IN.wav OUT.wav"
    )


def _some(found: list[Listed]) -> str:
    return next((each.id for each in found if not each.missing), "lv2:URI")


def _settings(count: int) -> str:
    return f"{count} setting{'' if count == 1 else 's'}"
