"""What a space of settings is made with: an effect by its id, or a preset by its very text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from timbrespace.effects import presets
from timbrespace.effects.base import Effect
from timbrespace.effects.opening import SUFFIX, open_effect, with_defaults
from timbrespace.effects.plugins import is_plugin
from timbrespace.errors import TimbrespaceError

#: How the places of presets begin.
PRESET = "preset:"


@dataclass(frozen=True)
class Recipe:
    """An effect, such that an atlas can name it without naming a file of anybody's.

    Args:
        place: Id of an effect, or ``preset:NAME:HASH``.
        text: Of the preset, else ``""``.
    """

    place: str
    text: str = ""

    def open(self, trust: bool = False) -> Effect:
        """The effect.

        Args:
            trust: The user trusts the plug-ins' files from now on.

        Raises:
            TimbrespaceError: It can't be opened here.
        """
        if not self.place.startswith(PRESET):
            return _open_one(self.place, trust)
        name = self.place.split(":")[1]
        found = presets.parse(self.text, name)
        effect, theta = presets.open_preset(found, lambda one: _open_one(one, trust))
        return with_defaults(effect, theta)


def recipe_of(place: str) -> Recipe:
    """The recipe of an id, or of the path of a preset.

    Raises:
        TimbrespaceError: The preset can't be read.

    Example:
        >>> recipe_of("overdrive").open().title
        'Overdrive'
    """
    if not place.endswith(SUFFIX):
        return Recipe(place)
    text = presets.read_preset(place).toml()
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Recipe(f"{PRESET}{Path(place).stem.replace(':', '-')}:{digest}", text)


def _open_one(place: str, trust: bool) -> Effect:
    """Never a file that an atlas names, but for plug-ins, which need the user's consent."""
    if SUFFIX in place and not is_plugin(place):
        raise TimbrespaceError(
            f"'{place}' is a file that is not part of this.", "Name an effect by its id."
        )
    return open_effect(place, trust)
