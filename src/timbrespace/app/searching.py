"""What lies near: the neighbours of an item, or of a sound that need not be in the atlas."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.app.answers import Answer, CallError
from timbrespace.app.tables import number

if TYPE_CHECKING:
    from timbrespace.app.view import View

MOST_NEIGHBOURS = 1000


def neighbours(view: View, item_id: str, space: str | None, k: int) -> Answer:
    """The nearest items in the full space, nearest first, itself left out.

    Raises:
        TimbrespaceError: There is no such item or space, or ``k`` is no count.
    """
    view.items.row(item_id)
    return Answer(_pairs(view.neighbours(item_id, space or None, _count(k))))


def search(view: View, sound: bytes, space: str | None, k: int, map_name: str | None) -> Answer:
    """The items nearest to a sound, and its place on a map.

    Args:
        view: The atlas.
        sound: The bytes of a file.
        space: Where to look; default: the atlas's own.
        k: How many.
        map_name: On which map its place is wanted, if on any.

    Raises:
        TimbrespaceError: It cannot be read, or there is no such space or map.
    """
    from timbrespace.audio.decode import probe

    if not sound:
        raise CallError("There is no sound in the request.", "Send the bytes of a file.")
    with tempfile.TemporaryDirectory(prefix="timbrespace-") as folder:
        # A name of ours: what the client calls its file never reaches the file system.
        path = Path(folder) / "dropped sound"
        path.write_bytes(sound)
        vector = view.atlas.encode_file(path, space or None)
        found = view.neighbours(vector, space or None, _count(k))
        return Answer(
            {
                "neighbours": _pairs(found),
                "position": _position(view, path, vector, space, map_name),
                "duration_s": number(probe(path).duration_s),
            }
        )


def _position(
    view: View, sound: Path, vector: Any, space: str | None, map_name: str | None
) -> list[float | None] | None:
    """Where a sound belongs on a map, in the map's own space, whichever was searched."""
    if not map_name:
        return None
    record = view.record(map_name)
    if record.space != view.atlas.space(space or None):
        vector = view.atlas.encode_file(sound, record.space)
    points, _ = view.atlas.place(np.atleast_2d(vector), map_name)
    return [number(value) for value in points[0]]


def _pairs(found: Sequence[tuple[str, float]]) -> list[dict[str, Any]]:
    return [{"id": item_id, "distance": number(distance)} for item_id, distance in found]


def _count(k: int) -> int:
    if not 1 <= k <= MOST_NEIGHBOURS:
        raise CallError(
            f"{k} neighbours are not to be had.", f"Ask for 1 to {MOST_NEIGHBOURS} (k)."
        )
    return k
