"""Which trained spaces are known here: those that ship, and those that this user has made."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from timbrespace.atlas.remembered import recall_space, remember_space, remembered_spaces
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder as folders

#: Spaces that ship with the package, one folder each.
VOICES = Path(__file__).parent.parent / "voices"

Origin = Literal["shipped", "yours"]


@dataclass(frozen=True)
class Installed:
    """One trained space that can be named here.

    Args:
        id: ``KIND:NAME``.
        folder: Where it lies.
        origin: ``"shipped"`` with the package, or ``"yours"``: trained or named before.
        facts: What its folder says of it.
        problem: Why it can't be opened; empty where it can.
    """

    id: str
    folder: Path
    origin: Origin
    facts: folders.SpaceFacts | None = None
    problem: str = ""


def folder_of(place: str | Path) -> Path:
    """The folder that a path or ``KIND:NAME`` means.

    Raises:
        TimbrespaceError: There is none.
    """
    path = Path(place).expanduser()
    if isinstance(place, Path) or path.is_dir() or ":" not in place:
        return path
    return find(place)


def find(space_id: str) -> Path:
    """The folder of ``KIND:NAME``: one that this user has, else one that ships.

    Raises:
        TimbrespaceError: There is none of that name; the nearest one is given.
    """
    known = {space: where for space, where, _ in _places()}
    if space_id in known:
        return known[space_id]
    near = difflib.get_close_matches(space_id, known, 1, 0.5)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    raise TimbrespaceError(
        f"There is no trained space {space_id!r} here.",
        f"{meant}Known: {', '.join(known) or 'none yet'}. Name its folder once, and it is known.",
    )


def is_known(space_id: str) -> bool:
    """Whether a trained space of that id is known here."""
    return any(space == space_id for space, _, _ in _places())


def note(folder: Path) -> str:
    """Remember a folder under the id that it says it has, and give that id."""
    facts = folders.read(folder)
    remember_space(facts.id, folder)
    return facts.id


def listing() -> list[Installed]:
    """All that are known here, the user's own first, by id."""
    found = [_looked_at(*place) for place in _places()]
    return sorted(found, key=lambda each: (each.origin == "shipped", each.id))


def _places() -> Iterator[tuple[str, Path, Origin]]:
    mine = set()
    for space_id in remembered_spaces():
        folder = recall_space(space_id)
        if folder is not None:
            mine.add(space_id)
            yield space_id, folder, "yours"
    for config in sorted(VOICES.glob("*/" + folders.CONFIG)):
        space_id = folders.read(config.parent).id
        if space_id not in mine:
            yield space_id, config.parent, "shipped"


def _looked_at(space_id: str, folder: Path, origin: Origin) -> Installed:
    try:
        return Installed(space_id, folder, origin, folders.read(folder))
    except TimbrespaceError as error:
        return Installed(space_id, folder, origin, problem=str(error))
