"""Presets of effects: kept with the user's settings, as TOML that a person can read and share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from timbrespace.app.answers import Answer, CallError, NotFound
from timbrespace.app.effects.spaces import named
from timbrespace.effects.base import Effect
from timbrespace.errors import TimbrespaceError

FORMAT = "timbrespace-preset-1"


def folder() -> Path:
    """Where they are kept."""
    from timbrespace.places import config_dir

    return config_dir() / "effects"


def listed() -> list[dict[str, Any]]:
    """All of them; those that are damaged are left out."""
    found = []
    for path in sorted(folder().glob("*.toml")):
        try:
            found.append(read(path.stem))
        except TimbrespaceError:
            continue
    return found


def save(name: str, effect: Effect, place: str, theta: list[float]) -> dict[str, Any]:
    """Keep settings; a preset of the same name is replaced.

    Raises:
        TimbrespaceError: The name or the settings make no sense.
    """
    from timbrespace.app.effects.panel import travels
    from timbrespace.atlas.files import write_toml

    path = _path(name)
    row = travels(theta, len(effect.parameters))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_toml(path, preset(effect, place, row))
    return told(effect, read(name))


def preset(effect: Effect, place: str, theta: Any) -> dict[str, Any]:
    """What a preset's file says."""
    settings = {name: float(f"{v:.6g}") for name, v in named(effect.parameters, theta).items()}
    return {"format": FORMAT, "effects": [{"effect": place, "settings": settings}]}


def read(name: str) -> dict[str, Any]:
    """One preset: name, effect, title, values.

    Raises:
        TimbrespaceError: There is none of that name, or it is damaged.
    """
    from timbrespace.atlas.files import read_toml

    path = _path(name)
    if not path.is_file():
        raise NotFound(f"There is no preset {name[:80]!r}.", "Read the list again.")
    found = read_toml(path)
    try:
        (only,) = found["effects"]
        values = {str(key): float(value) for key, value in only["settings"].items()}
        effect = str(only["effect"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TimbrespaceError(
            f"'{path.name}' holds no preset of one effect.", "Delete it, or save it again."
        ) from error
    return {"name": name, "effect": effect, "title": effect, "values": values}


def theta_of(effect: Effect, found: dict[str, Any]) -> list[float]:
    """The travels of a preset; what it does not say is at its default."""
    values = found["values"]
    return [each.theta(float(values.get(each.name, each.default))) for each in effect.parameters]


def told(effect: Effect, found: dict[str, Any]) -> dict[str, Any]:
    """A preset with all that there is to say."""
    text = (file(found["name"]).buffer or b"").decode()
    return {**found, "title": effect.title, "theta": theta_of(effect, found), "toml": text}


def file(name: str) -> Answer:
    """The file of a preset.

    Raises:
        NotFound: There is none of that name.
    """
    path = _path(name)
    if not path.is_file():
        raise NotFound(f"There is no preset {name[:80]!r}.", "Read the list again.")
    filename = {"content-disposition": f'attachment; filename="{name}.toml"'}
    return Answer({"name": f"{name}.toml"}, path.read_bytes(), filename)


def forget(name: str) -> None:
    """Delete a preset.

    Raises:
        NotFound: There is none of that name.
    """
    path = _path(name)
    if not path.is_file():
        raise NotFound(f"There is no preset {name[:80]!r}.", "Read the list again.")
    path.unlink()


def _path(name: str) -> Path:
    """Within the folder, whatever the name."""
    if not re.fullmatch(r"[\w][\w \-]{0,79}", name, re.ASCII):
        raise CallError(
            f"A preset can't be called {name[:80]!r}.", "Use letters, digits, spaces and hyphens."
        )
    return folder() / f"{name}.toml"
