"""Clips as tables: a CSV with three columns for where each joint is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.corpus.motion.body import BODY, from_places, matches
from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.rotations import Floats
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: Taken where a table has no column of times.
USUAL_RATE_HZ = 30.0

_COLUMN = re.compile(r"(?i)^(.+?)[ ._:]?(?:pos(?:ition)?[ ._]?)?([xyz])(?:[ ._]?pos(?:ition)?)?$")
_TIMES = ("time", "time_s", "t", "seconds")


def read_places(path: Path) -> Clip:
    """The clip of a CSV of places, carried onto :data:`timbrespace.corpus.motion.body.BODY`.

    Columns are ``Hips.X``, ``Hips.Y``, ``Hips.Z`` (or ``hips_x``, ``Hips Xposition``) and so on
    for every joint of the body under a usual name, with Y up, in any unit; ``Time`` in seconds
    says the frame rate, which is else taken to be 30 Hz. A table holds no rotations: they are
    found from the places, and how limbs are twisted about themselves is not known.

    Raises:
        TimbrespaceError: A joint is missing, or the table can't be read.
    """
    table = _table(path)
    joints = _joints(table)
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
    places = np.stack([table[columns].to_numpy(np.float64) for columns in chosen], axis=1)
    whole = np.isfinite(places).all(axis=(1, 2))
    if whole.sum() < 2:
        raise TimbrespaceError(
            f"'{path.name}' has fewer than two frames in which every joint is known.",
            "Fill its gaps, or leave it out.",
        )
    note = () if whole.all() else (f"{int((~whole).sum())} frames with gaps are filled in.",)
    rate_hz, said = _rate(table)
    return from_places(_filled(places, whole), rate_hz, note + said)


def is_places(head: str) -> bool:
    """Whether the first line of a file names places of some joints."""
    names = [name.strip().strip('"') for name in re.split("[,;\t]", head.strip())]
    return len(_grouped(names)) >= 3


def _table(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        return pd.read_csv(path, sep=None, engine="python", encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise TimbrespaceError(
            f"The table '{path.name}' can't be read ({str(error).splitlines()[0]}).",
            "Give a CSV in UTF-8.",
        ) from error


def _joints(table: pd.DataFrame) -> dict[str, list[str]]:
    """Joint -> its columns of X, Y and Z; those that are no numbers become gaps."""
    import pandas as pd

    grouped = _grouped([str(name) for name in table.columns])
    for columns in grouped.values():
        for name in columns:
            table[name] = pd.to_numeric(table[name], errors="coerce")
    return grouped


def _grouped(names: list[str]) -> dict[str, list[str]]:
    axes: dict[str, dict[str, str]] = {}
    for name in names:
        if (found := _COLUMN.match(name.strip())) is not None:
            axes.setdefault(found[1], {})[found[2].lower()] = name
    return {joint: [own[a] for a in "xyz"] for joint, own in axes.items() if len(own) == 3}


def _rate(table: pd.DataFrame) -> tuple[float, tuple[str, ...]]:
    column = next((name for name in table.columns if str(name).strip().lower() in _TIMES), None)
    step_s = 0.0 if column is None else float(np.median(np.diff(table[column])))
    if not step_s > 0:
        return USUAL_RATE_HZ, (f"no times; taken to have {USUAL_RATE_HZ:.0f} frames a second.",)
    return 1 / step_s, ()


def _filled(places: Floats, whole: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    """Gaps filled in straight lines from the frames about them."""
    if whole.all():
        return places
    flat, at = places.reshape(len(places), -1), np.arange(len(places))
    known = np.flatnonzero(whole)
    made = [np.interp(at, known, column[known]) for column in flat.T]
    return np.stack(made, axis=1).reshape(places.shape)
