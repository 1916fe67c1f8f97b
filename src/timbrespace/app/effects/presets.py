"""Presets of effects and chains: kept with the user's settings, as TOML that can be shared."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.app.answers import Answer, CallError, NotFound, TooLarge
from timbrespace.effects import presets
from timbrespace.effects.base import Effect, values
from timbrespace.effects.chain import PREFIX
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.recipe import PRESET, Recipe, recipe_of

#: A preset is a page of text at most.
_MOST_KB = 64
MOST_BYTES = _MOST_KB << 10
#: Effects in a chain.
MOST_LINKS = 8


def folder() -> Path:
    """Where they are kept."""
    from timbrespace.places import config_dir

    return config_dir() / "effects"


def listed() -> list[dict[str, Any]]:
    """All of them; those that are damaged are left out."""
    found = []
    for path in sorted(folder().glob("*.toml")):
        try:
            found.append(facts(path.stem))
        except TimbrespaceError:
            continue
    return found


def facts(name: str) -> dict[str, Any]:
    """One preset: name, effect, title, and values as its file says.

    Raises:
        TimbrespaceError: There is none of that name, or it is damaged.
    """
    found = presets.read_preset(_there(name))
    alone = len(found.effects) == 1
    return {
        "name": name,
        "effect": found.effects[0][0] if alone else f"{PRESET}{name}",
        "title": found.title or " + ".join(place for place, _ in found.effects),
        "values": found.effects[0][1] if alone else {},
        "input_peak_db": found.input_peak_db,
    }


def opened(name: str) -> tuple[Effect, np.ndarray[Any, np.dtype[np.float64]]]:
    """The effect or chain of a preset, and its settings ``(P,)`` in 0..1.

    Raises:
        TimbrespaceError: There is none of that name, or it can't be opened.
    """
    effect = recipe(name).open()
    return effect, np.array([each.theta(each.default) for each in effect.parameters])


def recipe(name: str) -> Recipe:
    """What opens a preset again.

    Raises:
        TimbrespaceError: There is none of that name, or it is damaged.
    """
    return recipe_of(str(_there(name)))


def told(name: str) -> dict[str, Any]:
    """A preset with all that there is to say.

    Raises:
        TimbrespaceError: There is none of that name, or it can't be opened.
    """
    effect, theta = opened(name)
    return {
        **facts(name),
        "values": values(effect, theta),
        "theta": [float(each) for each in theta],
        "toml": _there(name).read_text(encoding="utf-8"),
    }


def brought(body: bytes, name: str, open_one: Callable[[str], Effect]) -> dict[str, Any]:
    """What the file of a preset or a chain says, opened; nothing of it is kept.

    Args:
        body: The file.
        name: What the user calls it.
        open_one: From the id of an effect to it; raises where no list of ours has it.

    Raises:
        TimbrespaceError: It is too large, no preset, or names what can't be opened here.
    """
    if len(body) > MOST_BYTES:
        raise TooLarge(
            f"'{name[:80]}' is too large to be a preset.", f"Choose a file under {_MOST_KB} KB."
        )
    found = _parsed(body, name[:80])
    links = [place for place, _ in found.effects]
    if len(links) > MOST_LINKS:
        raise CallError(
            f"'{name[:80]}' names {len(links)} effects.", f"At most {MOST_LINKS} in a chain."
        )
    effect, theta = presets.open_preset(found, lambda place: _listed(place, open_one))
    return {
        "name": Path(name).stem[:80],
        "effect": links[0] if len(links) == 1 else PREFIX + "+".join(links),
        "title": found.title or effect.title,
        "values": values(effect, theta),
        "theta": [float(each) for each in theta],
        "input_peak_db": found.input_peak_db,
    }


def _parsed(body: bytes, name: str) -> presets.Preset:
    try:
        return presets.parse(body.decode("utf-8-sig"), name)
    except (ValueError, OverflowError, RecursionError) as error:
        raise CallError(
            f"'{name}' is no preset: it is no text, or no number of it can be read.",
            "Choose a TOML file, such as 'timbrespace match' and this page write.",
        ) from error


def _listed(place: str, open_one: Callable[[str], Effect]) -> Effect:
    if place.startswith((PRESET, PREFIX)):
        raise CallError(
            f"The preset names '{place[:80]}', which is none of one effect.",
            "Write its effects into the preset.",
        )
    try:
        return open_one(place)
    except NotFound as error:
        raise NotFound(
            f"The preset names '{place[:80]}', which is not here.",
            "Install that plug-in, or put the name right: 'timbrespace effects' and "
            "'timbrespace plugins' list what there is.",
        ) from error


def save(
    name: str, effect: Effect, theta: list[float], input_peak_db: float | None = None
) -> dict[str, Any]:
    """Keep settings, and the peak that they want sounds at; one of the same name is replaced.

    Raises:
        TimbrespaceError: The name or the settings make no sense.
    """
    from timbrespace.app.effects.panel import travels

    path = _path(name)
    row = travels(theta, len(effect.parameters)).astype(np.float64)
    path.parent.mkdir(parents=True, exist_ok=True)
    presets.write_preset(path, presets.preset_of(effect, row, name, input_peak_db))
    return told(name)


def file(name: str) -> Answer:
    """The file of a preset.

    Raises:
        NotFound: There is none of that name.
    """
    filename = {"content-disposition": f'attachment; filename="{name}.toml"'}
    return Answer({"name": f"{name}.toml"}, _there(name).read_bytes(), filename)


def forget(name: str) -> None:
    """Delete a preset.

    Raises:
        NotFound: There is none of that name.
    """
    _there(name).unlink()


def _there(name: str) -> Path:
    path = _path(name)
    if not path.is_file():
        raise NotFound(f"There is no preset {name[:80]!r}.", "Read the list again.")
    return path


def _path(name: str) -> Path:
    """Within the folder, whatever the name."""
    if not re.fullmatch(r"[\w][\w \-]{0,79}", name, re.ASCII):
        raise CallError(
            f"A preset can't be called {name[:80]!r}.", "Use letters, digits, spaces and hyphens."
        )
    return folder() / f"{name}.toml"
