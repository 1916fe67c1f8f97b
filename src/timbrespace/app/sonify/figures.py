"""Figures for the page: frames of joints, as one buffer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.app.answers import Answer, NotFound, table_answer
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data import figures as seen

if TYPE_CHECKING:
    from timbrespace.app.view import View
    from timbrespace.spaces.data.figures import Figures


def figures_of(view: View) -> Figures | None:
    """The figures of an atlas; None where it has none, or where they can't be read."""
    path = getattr(view.atlas, "path", None) if len(view.items) else None
    if path is None:
        return None
    try:
        return seen.read(path)
    except TimbrespaceError:
        return None


def figure(view: View, item_id: str) -> Answer:
    """The frames of one item.

    Returns:
        ``{n_frames, n_joints, rate_hz, parents, names}``; the buffer is float32, little endian,
        ``(n_frames, n_joints, 3)``: X, height and Z in reaches of the body.

    Raises:
        NotFound: There is no such item, or it is no clip of motion.
    """
    view.items.row(item_id)
    figures = view.figures
    if figures is None or item_id not in figures:
        raise NotFound(
            "This item has no figure.", "Only clips of motion that were made heard have one."
        )
    frames = figures.of(item_id)
    json = {
        "n_frames": len(frames),
        "n_joints": len(figures.parents),
        "rate_hz": figures.rate_hz,
        "parents": list(figures.parents),
        "names": list(figures.names),
    }
    return table_answer(json, frames)
