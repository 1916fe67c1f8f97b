"""Clips as tables: a CSV with three columns for where each joint is."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from timbrespace.corpus.motion.body import BODY, from_places, matches
from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.tables import (
    filled,
    names_in,
    numbers,
    rate_of,
    read_table,
    said_of_gaps,
    whole_frames,
)
from timbrespace.errors import TimbrespaceError

#: Taken where a table has no column of times.
USUAL_RATE_HZ = 30.0

_COLUMN = re.compile(r"(?i)^(.+?)[ ._:]?(?:pos(?:ition)?[ ._]?)?([xyz])(?:[ ._]?pos(?:ition)?)?$")


def read_places(path: Path) -> Clip:
    """The clip of a CSV of places, carried onto :data:`timbrespace.corpus.motion.body.BODY`.

    Columns are ``Hips.X``, ``Hips.Y``, ``Hips.Z`` (or ``hips_x``, ``Hips Xposition``) and so on
    for every joint of the body under a usual name, with Y up, in any unit; ``Time`` in seconds
    says the frame rate, which is else taken to be 30 Hz. A table holds no rotations: they are
    found from the places, and how limbs are twisted about themselves is not known.

    Raises:
        TimbrespaceError: A joint is missing, or the table can't be read.
    """
    table = read_table(path)
    joints = _grouped([str(name) for name in table.columns])
    found = matches(tuple(joints))
    lacking = [name for name in BODY.names if name not in found]
    if lacking:
        raise TimbrespaceError(
            f"'{path.name}' has no columns for {', '.join(lacking[:4])}.",
            "A clip in a CSV needs X, Y and Z of hips, chest, neck, head, and of arms and legs "
            "on both sides: LeftArm.X, LeftArm.Y, LeftArm.Z ...",
        )
    every = list(joints.values())
    chosen = [every[found[name]] for name in BODY.names]
    places = np.stack([numbers(table, columns) for columns in chosen], axis=1)
    whole = whole_frames(places)
    if whole.sum() < 2:
        raise TimbrespaceError(
            f"'{path.name}' has fewer than two frames in which every joint is known.",
            "Fill its gaps, or leave it out.",
        )
    rate_hz = rate_of(table)
    notes = [] if whole.all() else [said_of_gaps(whole)]
    if rate_hz is None:
        rate_hz = USUAL_RATE_HZ
        notes.append(f"no times; taken to have {USUAL_RATE_HZ:.0f} frames a second.")
    return from_places(filled(places, whole), rate_hz, tuple(notes))


def is_places(head: str) -> bool:
    """Whether the first line of a file names places of some joints."""
    return len(_grouped(names_in(head))) >= 3


def _grouped(names: list[str]) -> dict[str, list[str]]:
    """Joint -> its columns of X, Y and Z."""
    axes: dict[str, dict[str, str]] = {}
    for name in names:
        if (found := _COLUMN.match(name.strip())) is not None:
            axes.setdefault(found[1], {})[found[2].lower()] = name
    return {joint: [own[a] for a in "xyz"] for joint, own in axes.items() if len(own) == 3}
