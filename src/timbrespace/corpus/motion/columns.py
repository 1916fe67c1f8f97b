"""Which column of a table turns which joint about which axis, by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from timbrespace.corpus.motion.tables import names_in
from timbrespace.errors import TimbrespaceError

_TURN = "rot(?:ation|ate)?|euler|quat(?:ernion)?"
_PLACE = "pos(?:ition)?|trans(?:lation|late)?|loc(?:ation)?"
#: ``Hips.rotation.x``, ``Hips_Xrotation`` or ``Hips.X``, with a unit behind it or not.
_COLUMN = re.compile(
    rf"(?ix) ^ (?P<joint>.+?) [\s._:]+ "
    rf"(?: (?P<before>{_TURN}|{_PLACE}) [\s._]* (?P<a>[wxyz])"
    rf"  | (?P<b>[wxyz]) [\s._]* (?P<after>{_TURN}|{_PLACE})"
    rf"  | (?P<c>[wxyz]) )"
    rf"(?: [\s._]* [(\[]? (?P<unit>rad(?:ian)?s?|deg(?:ree)?s?) [)\]]? )? $"
)
#: What converters put behind the name of the BVH that a table comes from.
_STEM = re.compile(
    r"(?i)^(?P<name>.+?)[ ._-]"
    r"(?:(?P<turn>rot|rots|rotations?|euler|angles|quat|quaternions?)"
    r"|(?P<place>pos|positions?|world_?pos|loc|locations?))$"
)


@dataclass(frozen=True)
class Column:
    """A column of numbers about a joint: its name, and whether it holds radians."""

    name: str
    radians: bool = False


Axes = dict[str, Column]


@dataclass
class Columns:
    """What a table tells of: joint -> axis in ``"wxyz"`` -> column.

    Args:
        turns: How joints are turned.
        places: Where they are.
    """

    turns: dict[str, Axes] = field(default_factory=dict)
    places: dict[str, Axes] = field(default_factory=dict)


def columns_of(names: Sequence[str], stem: str) -> Columns:
    """Sort the columns of a table by what they tell.

    Columns of bare axes (``Hips.X``) are turns in a table that is called so (``walk_rot.csv``),
    or that has fourth ones (``Hips.w``); else they are places.

    Args:
        names: Of the columns; those about no joint are passed over.
        stem: The file's name without its ending.

    Example:
        >>> found = columns_of(["Time", "Hips.X", "Hips_Yrotation_rad"], "walk")
        >>> found.places["Hips"], found.turns["Hips"]["y"].radians
        ({'x': Column(name='Hips.X', radians=False)}, True)
    """
    found = [(name, match) for name in names if (match := _COLUMN.match(name.strip()))]
    said = [(name, match, _said(match)) for name, match in found]
    bare = [match["c"].lower() for _, match, what in said if not what]
    called = _STEM.match(stem)
    named_so = called is not None and called["turn"] is not None
    spoken = any(what == "turns" for _, _, what in said)
    default = "turns" if "w" in bare or (named_so and not spoken) else "places"
    made = Columns()
    for name, match, what in said:
        axis = (match["a"] or match["b"] or match["c"]).lower()
        radians = (match["unit"] or "").lower().startswith("rad")
        of = made.turns if (what or default) == "turns" else made.places
        of.setdefault(match["joint"], {})[axis] = Column(name, radians)
    return made


def is_turns(head: str, stem: str) -> bool:
    """Whether the first line of a table, by the name of its file, tells how joints are turned."""
    return any(len(axes) >= 3 for axes in columns_of(names_in(head), stem).turns.values())


def plain_stem(stem: str) -> str:
    """The name of the clip that a table is of.

    Example:
        >>> plain_stem("walk_01_rot"), plain_stem("walk_01_worldpos"), plain_stem("walk_01")
        ('walk_01', 'walk_01', 'walk_01')
    """
    called = _STEM.match(stem)
    return stem if called is None else called["name"]


def is_path(stem: str) -> bool:
    """Whether a table says by its name that it holds places (``walk_pos``)."""
    called = _STEM.match(stem)
    return called is not None and called["place"] is not None


def complete(wanted: str, axes: Axes, joint: str, path: Path) -> list[str]:
    """The names of a joint's columns for the wanted axes, in their order.

    Raises:
        TimbrespaceError: One is missing.
    """
    lacking = [axis.upper() for axis in wanted if axis not in axes]
    if lacking:
        raise TimbrespaceError(
            f"'{path.name}' has no column {' and '.join(lacking)} for '{joint}'.",
            "Give each joint all axes that its BVH lists, or the four of a quaternion.",
        )
    return [axes[axis].name for axis in wanted]


def _said(match: re.Match[str]) -> str:
    word = (match["before"] or match["after"] or "").lower()
    if not word:
        return ""
    return "turns" if re.fullmatch(_TURN, word) else "places"
