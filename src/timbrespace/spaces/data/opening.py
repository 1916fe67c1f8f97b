"""From a folder or a name to a space of data, without PyTorch."""

from __future__ import annotations

import importlib
from importlib.metadata import entry_points
from pathlib import Path

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data.base import DataSpace
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import installed
from timbrespace.spaces.trained.opening import ENTRY_POINTS

#: The runtimes that come with the package: kind -> module with a function ``open_folder``.
OWN = {
    "table": "timbrespace.spaces.data.table",
    "motion": "timbrespace.spaces.data.motion",
}


def open_data(place: str | Path) -> DataSpace:
    """The space of data of a folder, or of a name such as ``"table:genes"``.

    Args:
        place: The path of a folder, or ``KIND:NAME`` of one that is known here.

    Raises:
        TimbrespaceError: There is none, it is damaged, its kind is not installed, or it is a
            space of sounds.
    """
    folder = installed.folder_of(place)
    facts = folders.read(folder)
    if facts.of_sounds:
        raise TimbrespaceError(
            f"'{facts.id}' is a space of sounds: it is heard as it is.",
            "Name a space of data; timbrespace train table and train motion make them.",
        )
    if facts.kind in OWN:
        space: DataSpace = importlib.import_module(OWN[facts.kind]).open_folder(folder)
        return space
    return _of_others(facts.kind, folder)


def known_kinds() -> list[str]:
    """The kinds of data whose spaces can be opened here without another package."""
    return sorted(OWN)


def _of_others(kind: str, folder: Path) -> DataSpace:
    for point in entry_points(group=ENTRY_POINTS):
        opener = getattr(point.load(), "open", None) if point.name == kind else None
        if callable(opener):
            found = opener(folder)
            if isinstance(found, DataSpace):
                return found
    raise TimbrespaceError(
        f"This space is of the kind {kind!r}, which is not installed here.",
        f"Install the package that brings it; kinds here: {', '.join(known_kinds())}.",
    )
