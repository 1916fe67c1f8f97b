"""Whose bones a table of rotations moves, and along which path: the files that belong to it."""

from __future__ import annotations

from pathlib import Path

from timbrespace.corpus.motion.columns import is_path, plain_stem
from timbrespace.corpus.motion.tables import SUFFIXES
from timbrespace.errors import TimbrespaceError


def bones_of(table: Path, skeleton: Path | None = None) -> Path:
    """The BVH with the skeleton of a table of rotations.

    Args:
        table: ``walk_rot.csv``.
        skeleton: The BVH to take; None: ``walk.bvh`` beside it, or else the only BVH of its
            folder.

    Raises:
        TimbrespaceError: There is none, or there are several.
    """
    if skeleton is not None:
        return skeleton
    beside = _beside(table, (".bvh",))
    stems = (table.stem, plain_stem(table.stem))
    own = [path for path in beside if path.stem in stems]
    if own:
        return own[0]
    if len(beside) == 1:
        return beside[0]
    many = f"{len(beside)} BVH files lie" if beside else "no BVH file lies"
    raise TimbrespaceError(
        f"'{table.name}' holds rotations, and no bones; {many} beside it, none of its name.",
        f"Put a BVH of the same skeleton there as {plain_stem(table.stem)}.bvh, or name one: "
        "--skeleton bones.bvh",
    )


def path_of(table: Path) -> Path | None:
    """The table of places beside one of rotations: ``walk_pos.csv`` for ``walk_rot.csv``."""
    name = plain_stem(table.stem)
    beside = [path for path in _beside(table, SUFFIXES) if is_path(path.stem)]
    return next((path for path in beside if plain_stem(path.stem) == name), None)


def _beside(table: Path, suffixes: tuple[str, ...]) -> list[Path]:
    shown = sorted(p for p in table.parent.iterdir() if not p.name.startswith("."))
    return [p for p in shown if p.suffix.lower() in suffixes and p != table and p.is_file()]
