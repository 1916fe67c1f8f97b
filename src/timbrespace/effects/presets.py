"""Presets: effects and their settings in units, as a TOML file that reads well.

    format = "timbrespace-preset-1"
    title = "Warm echo"

    [[effects]]
    effect = "overdrive"
    [effects.settings]
    drive = 30.0
    muffle = 40.0

    [[effects]]
    effect = "delay"

What a preset leaves out is at its default. One that a match wrote also says

    input_peak_db = -12.0

which :mod:`timbrespace.effects.levels` heeds: what bends sound depends on how loud it comes in.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.effects.base import Effect, Floats, Parameter, values
from timbrespace.effects.chain import Chain, flat
from timbrespace.errors import TimbrespaceError

FORMAT = "timbrespace-preset-1"


@dataclass(frozen=True)
class Preset:
    """What a preset's file says.

    Args:
        effects: Place and settings (name to value in units) of each effect, the first one first.
        title: What a person reads; may be empty.
        input_peak_db: The peak, in dBFS, that a sound is brought to before it goes in; what
            comes out is then brought to the peak that it had. None: as it is.
    """

    effects: tuple[tuple[str, dict[str, float]], ...]
    title: str = ""
    input_peak_db: float | None = None

    def toml(self) -> str:
        """The text of its file."""
        import tomli_w

        return tomli_w.dumps(self.document())

    def document(self) -> dict[str, Any]:
        """Its file as plain data."""
        named: dict[str, Any] = {"title": self.title} if self.title else {}
        if self.input_peak_db is not None:
            named["input_peak_db"] = self.input_peak_db
        rows = [{"effect": place, "settings": settings} for place, settings in self.effects]
        return {"format": FORMAT, **named, "effects": rows}


def preset_of(
    effect: Effect, theta: Floats, title: str = "", input_peak_db: float | None = None
) -> Preset:
    """The preset of settings ``(P,)`` in [0, 1]; a chain gives one entry for each effect.

    Example:
        >>> from timbrespace.effects.catalogue import own
        >>> made = preset_of(own("overdrive"), np.array([0.25, 0.0, 0.5]))
        >>> made.effects
        (('overdrive', {'drive': 25.0, 'muffle': 0.0, 'output': 0.0}),)
    """
    theta = np.asarray(theta, np.float64)
    if isinstance(effect, Chain):
        pairs = list(zip(effect.links, effect.parts(theta), strict=True))
    else:
        pairs = [(effect, theta)]
    rows = tuple((link.id, _rounded(link, part)) for link, part in pairs)
    return Preset(rows, title, input_peak_db)


def read_preset(path: str | Path) -> Preset:
    """Read a preset's file.

    Raises:
        TimbrespaceError: It can't be read, or is no preset.
    """
    try:
        return parse(Path(path).read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise TimbrespaceError(
            f"The preset '{path}' can't be read ({error}).", "Name another file."
        ) from error


def write_preset(path: str | Path, preset: Preset) -> None:
    """Write a preset's file; it appears under its name only when it is complete.

    Raises:
        TimbrespaceError: It can't be written.
    """
    from timbrespace.atlas.files import write_toml

    try:
        write_toml(Path(path), preset.document())
    except OSError as error:
        raise TimbrespaceError(
            f"The preset '{path}' can't be written ({error.strerror or error}).",
            "Name a file in a folder that is there.",
        ) from error


def parse(text: str, source: str = "the text") -> Preset:
    """A preset from the text of its file.

    Raises:
        TimbrespaceError: It is no preset.

    Example:
        >>> parse('format = "timbrespace-preset-1"\\n[[effects]]\\neffect = "delay"').effects
        (('delay', {}),)
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _damaged(source, f"it is no TOML: {error}") from error
    if found.get("format") != FORMAT:
        raise _damaged(source, f'it does not say format = "{FORMAT}"')
    rows = found.get("effects")
    if not isinstance(rows, list) or not rows:
        raise _damaged(source, "it names no effects")
    entries = tuple(_entry(row, source) for row in rows)
    return Preset(entries, str(found.get("title", "")), _peak(found.get("input_peak_db"), source))


def settings_of(effect: Effect, named: Mapping[str, float]) -> Floats:
    """Settings ``(P,)`` in [0, 1] from values in units by name; the rest at the defaults.

    Raises:
        TimbrespaceError: The effect has no such setting, or it can't have this value.

    Example:
        >>> from timbrespace.effects.catalogue import own
        >>> settings_of(own("overdrive"), {"drive": 25}).tolist()
        [0.25, 0.0, 0.5]
    """
    by_name = {each.name: each for each in effect.parameters}
    for name, value in named.items():
        if name not in by_name:
            raise _unknown(effect, name)
        _check(effect, by_name[name], value)
    wanted = ((each, named.get(each.name, each.default)) for each in effect.parameters)
    return np.array([each.theta(float(value)) for each, value in wanted])


def open_preset(preset: Preset, open_one: Callable[[str], Effect]) -> tuple[Effect, Floats]:
    """The effect or chain of a preset, and its settings ``(P,)`` in [0, 1].

    Args:
        preset: What to open.
        open_one: From a place to an effect.

    Raises:
        TimbrespaceError: An effect can't be opened, or has not these settings.
    """
    effects = [open_one(place) for place, _ in preset.effects]
    pairs = zip(effects, preset.effects, strict=True)
    thetas = [settings_of(effect, settings) for effect, (_, settings) in pairs]
    if len(effects) == 1:
        return effects[0], thetas[0]
    return flat(effects), np.concatenate(thetas)


def as_kept(effect: Effect, theta: Floats) -> Floats:
    """Settings ``(P,)`` in [0, 1] as a preset will give them back: values have six digits there.

    Example:
        >>> from timbrespace.effects.catalogue import own
        >>> as_kept(own("overdrive"), np.array([0.123456789, 0.0, 0.5])).round(9).tolist()
        [0.123457, 0.0, 0.5]
    """
    return settings_of(effect, _rounded(effect, np.asarray(theta, np.float64)))


def _rounded(effect: Effect, theta: Floats) -> dict[str, float]:
    return {name: float(f"{value:.6g}") for name, value in values(effect, theta).items()}


def _entry(row: Any, source: str) -> tuple[str, dict[str, float]]:
    if not isinstance(row, dict) or not isinstance(row.get("effect"), str):
        raise _damaged(source, "an entry does not say which effect it is")
    settings = row.get("settings", {})
    if not isinstance(settings, dict):
        raise _damaged(source, f"the settings of '{row['effect']}' are no table")
    try:
        return row["effect"], {str(name): float(value) for name, value in settings.items()}
    except (TypeError, ValueError) as error:
        raise _damaged(source, f"a setting of '{row['effect']}' is no number") from error


def _peak(value: Any, source: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -100 <= value <= 0:
        raise _damaged(source, "input_peak_db is no level from -100 to 0")
    return float(value)


def _check(effect: Effect, parameter: Parameter, value: float) -> None:
    low, high = sorted((parameter.low, parameter.high))
    slack = 1e-5 * (high - low)
    if not low - slack <= value <= high + slack:
        unit = f" {parameter.unit}" if parameter.unit else ""
        raise TimbrespaceError(
            f"'{parameter.name}' of {effect.title} can't be {value:g}{unit}.",
            f"It goes from {parameter.low:g} to {parameter.high:g}{unit}.",
        )


def _unknown(effect: Effect, name: str) -> TimbrespaceError:
    known = [each.name for each in effect.parameters]
    near = difflib.get_close_matches(name, known, 1, 0.6)
    return TimbrespaceError(
        f"{effect.title} has no setting '{name}'.",
        f"Did you mean '{near[0]}'?" if near else f"It has: {', '.join(known)}.",
    )


def _damaged(source: str, why: str) -> TimbrespaceError:
    return TimbrespaceError(
        f"'{source}' is no preset of effects: {why}.",
        f'A preset says format = "{FORMAT}" and has [[effects]], each with effect = "...".',
    )
