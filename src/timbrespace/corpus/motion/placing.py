"""Where the joints of a table of rotations lie: by itself, or by a table of places beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.columns import Axes, Columns, columns_of, complete
from timbrespace.corpus.motion.hierarchy import Tree
from timbrespace.corpus.motion.rotations import Floats
from timbrespace.corpus.motion.sources import Source
from timbrespace.corpus.motion.tables import (
    filled,
    numbers,
    read_table,
    whole_frames,
)
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: Joints may lie so far from where a table of places has them, in reaches, on average: bones
#: that stretch are given their mean.
AGREEING = 0.02


@dataclass(frozen=True)
class Placed:
    """Where joints are, as far as tables say.

    Args:
        values: ``(F, 3)`` by the joint's name.
        beside: The table that has them as the world sees them; None: as their parents do.
    """

    values: dict[str, Floats]
    beside: Path | None = None


def placed_by(source: Source, table: pd.DataFrame, columns: Columns, tree: Tree) -> Placed:
    """What a table of rotations says of places, or else the one of places beside it.

    Raises:
        TimbrespaceError: The two are not of one length, or an axis is missing.
    """
    root = tree.names[0].lower()
    if any(name.lower() == root for name in columns.places):
        return Placed(_values(table, columns.places, tree, source.file))
    beside = source.path()
    if beside is None:
        return Placed({})
    other = read_table(beside)
    if len(other) != len(table):
        raise TimbrespaceError(
            f"'{source.file.name}' has {len(table)} frames, and '{beside.name}' {len(other)}.",
            f"Export both anew from one clip, or take '{beside.name}' away.",
        )
    places = columns_of([str(name) for name in other.columns], beside.stem).places
    return Placed(_values(other, places, tree, beside), beside)


def places_of(placed: Placed, tree: Tree, turned: Floats) -> tuple[Floats, list[str]]:
    """Places ``(F, J, 3)`` as parents see them, and what is to be said of them.

    Where a joint has no places of its own, or none are known, it lies as the BVH says.

    Args:
        placed: What is known.
        tree: Whose joints they are.
        turned: Rotations ``(F, J, 3, 3)``.
    """
    made = np.tile(np.array(tree.offsets), (len(turned), 1, 1))
    world = np.empty_like(turned)
    for joint, (name, parent) in enumerate(zip(tree.names, tree.parents, strict=True)):
        is_root = parent < 0
        world[:, joint] = turned[:, joint] if is_root else world[:, parent] @ turned[:, joint]
        own = placed.values.get(name)
        if own is None or not (is_root or tree.travels(joint)):
            continue
        if is_root or placed.beside is None:
            made[:, joint] = own
        elif (above := placed.values.get(tree.names[parent])) is not None:
            back = np.swapaxes(world[:, parent], -1, -2)
            made[:, joint] = (back @ (own - above)[..., None])[..., 0]
    if tree.names[0] in placed.values:
        return made, []
    return made, ["no path of the root is known; it stays in place."]


def check_agreement(clip: Clip, placed: Placed, path: Path, bones: Path) -> None:
    """Raise where joints do not come to lie where a table of places beside has them.

    Raises:
        TimbrespaceError: The skeleton is another, or a unit.
    """
    names = [name for name in clip.skeleton.names if name in placed.values]
    if placed.beside is None or not names:
        return
    joints = [clip.skeleton.names.index(name) for name in names]
    wanted = np.stack([placed.values[name] for name in names], axis=1)
    off = np.linalg.norm(clip.places()[:, joints] - wanted, axis=-1).mean()
    if off > AGREEING * clip.skeleton.reach:
        raise TimbrespaceError(
            f"By '{path.name}' and the bones of '{bones.name}' joints lie {off:.3g} away from "
            f"where '{placed.beside.name}' has them.",
            "Name the BVH that both tables were made from, in their unit: --skeleton bones.bvh",
        )


def _values(
    table: pd.DataFrame, places: dict[str, Axes], tree: Tree, path: Path
) -> dict[str, Floats]:
    known = {name.lower(): name for name in tree.names}
    made = {}
    for name, axes in places.items():
        if name.lower() not in known:
            continue
        values = numbers(table, complete("xyz", axes, name, path))
        whole = whole_frames(values)
        if whole.any():
            made[known[name.lower()]] = filled(values, whole)
    return made
