"""Clips as tables of rotations: a CSV that turns joints, and a BVH that has their bones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.columns import Axes, columns_of, complete
from timbrespace.corpus.motion.hierarchy import Tree, moved, read_bones
from timbrespace.corpus.motion.placing import check_agreement, placed_by, places_of
from timbrespace.corpus.motion.rotations import (
    Floats,
    from_euler,
    from_quaternion,
    from_six,
    six_of,
)
from timbrespace.corpus.motion.sources import Source
from timbrespace.corpus.motion.tables import (
    filled,
    numbers,
    rate_of,
    read_table,
    said_of_gaps,
    whole_frames,
)
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

_OTHER_SKELETON = "Name the BVH that the table was made from: --skeleton bones.bvh"


def read_turns(source: Source) -> Clip:
    """The clip of a CSV of rotations, on the skeleton of a BVH.

    Columns are ``Hips.X``, ``Hips.Y``, ``Hips.Z`` in a table named ``walk_rot.csv``, or
    ``Hips_Xrotation`` and the like in any, in degrees unless their names end in ``rad``; or
    quaternions ``Hips.w``, ``Hips.x``, ``Hips.y``, ``Hips.z``. Angles are taken in the order in
    which the BVH lists each joint's channels. The root's path comes from columns such as
    ``Hips_Xposition``, or from a table ``walk_pos.csv`` beside it, which the rest is then held
    against; without one the root stays in place, and that is noted.

    Args:
        source: The table, with a column ``Time`` in seconds, unless the BVH states a frame time,
            and the files that belong to it.

    Raises:
        TimbrespaceError: A file can't be read, no skeleton is found, or the two don't fit.
    """
    path = source.file
    table, bones = read_table(path), source.bones()
    tree, stated_hz = read_bones(bones)
    columns = columns_of([str(name) for name in table.columns], path.stem)
    turns = _matched(columns.turns, tree, path, bones)
    rate_hz, notes = _rate(table, stated_hz, path, bones)
    turned, said = _turned(table, turns, tree, path)
    placed = placed_by(source, table, columns, tree)
    places, also = places_of(placed, tree, turned)
    clip = moved(tree, turned, places, rate_hz, (*notes, *said, *also))
    check_agreement(clip, placed, path, bones)
    return clip


def _matched(turns: dict[str, Axes], tree: Tree, path: Path, bones: Path) -> dict[str, Axes]:
    """The columns by the skeleton's own names; end sites, which do not turn, are passed over."""
    known = {name.lower(): name for name in tree.names}
    ends = {name + end for name in known for end in ("end", "_end", " end", "_end_site")}
    foreign = [name for name in turns if name.lower() not in ends.union(known)]
    if foreign:
        raise TimbrespaceError(
            f"'{path.name}' turns {_some(foreign)}, and '{bones.name}' has no such joint.",
            f"{_OTHER_SKELETON} (this one has {', '.join(tree.names[:6])} ...)",
        )
    return {known[name.lower()]: axes for name, axes in turns.items() if name.lower() in known}


def _rate(
    table: pd.DataFrame, stated_hz: float | None, path: Path, bones: Path
) -> tuple[float, list[str]]:
    found = rate_of(table)
    if found is not None:
        return found, []
    if stated_hz is None:
        raise TimbrespaceError(
            f"'{path.name}' has no column of times, and '{bones.name}' states no frame time.",
            "Add a column Time in seconds to the table, or a line 'Frame Time:' to the BVH.",
        )
    return stated_hz, [f"no times; taken to have {stated_hz:.6g} frames a second, as its BVH has."]


def _turned(
    table: pd.DataFrame, turns: dict[str, Axes], tree: Tree, path: Path
) -> tuple[Floats, list[str]]:
    """Rotations ``(F, J, 3, 3)``, and what is to be said of them."""
    made = np.tile(np.eye(3), (len(table), len(tree.names), 1, 1))
    largest = []
    for joint, name in enumerate(tree.names):
        if name in turns and "w" in turns[name]:
            made[:, joint] = _by_quaternion(table, turns[name], name, path)
        elif name in turns:
            order = tree.order(joint)
            _check_still(table, turns[name], order, name, path)
            degrees = _degrees(table, turns[name], order.lower(), name, path)
            made[:, joint] = from_euler(order, degrees)
            largest.append(_largest(degrees, turns[name]))
    whole = whole_frames(made)
    if whole.sum() < 2:
        raise TimbrespaceError(
            f"'{path.name}' has fewer than two frames in which every joint is turned.",
            "Fill its gaps, or leave it out.",
        )
    notes = []
    if not whole.all():
        made = from_six(filled(six_of(made), whole))
        notes.append(said_of_gaps(whole))
    if largest and max(largest) < 2 * np.pi:
        notes.append("no angle is above 6.3 degrees; if they are radians, say so: Hips.X_rad.")
    rest = [name for i, name in enumerate(tree.names) if tree.order(i) and name not in turns]
    if rest:
        notes.append(f"no columns turn {_some(rest)}: held at rest.")
    return made, notes


def _by_quaternion(table: pd.DataFrame, axes: Axes, name: str, path: Path) -> Floats:
    values = numbers(table, complete("wxyz", axes, name, path))
    values[~(np.linalg.norm(values, axis=1) > 1e-6)] = np.nan
    return from_quaternion(values)


def _degrees(table: pd.DataFrame, axes: Axes, order: str, name: str, path: Path) -> Floats:
    """Angles ``(F, n)`` in the order of a joint's channels."""
    if not order:
        return np.zeros((len(table), 0))
    values = numbers(table, complete(order, axes, name, path))
    return np.where([axes[axis].radians for axis in order], np.rad2deg(values), values)


def _largest(degrees: Floats, axes: Axes) -> float:
    """The largest angle, where its unit is not stated."""
    if any(axis.radians for axis in axes.values()):
        return float("inf")
    return float(np.max(np.abs(degrees), initial=0.0, where=np.isfinite(degrees)))


def _check_still(table: pd.DataFrame, axes: Axes, order: str, name: str, path: Path) -> None:
    """Raise where a table turns a joint about an axis that the skeleton lacks."""
    more = [axis for axis in axes if axis.upper() not in order]
    if more and np.nan_to_num(numbers(table, [axes[a].name for a in more])).any():
        raise TimbrespaceError(
            f"'{path.name}' turns '{name}' about {more[0].upper()}, and its BVH does not.",
            _OTHER_SKELETON,
        )


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(map(repr, names[:3])) + more
