"""Whose bones a table of rotations moves, and along which path: the files that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from timbrespace.corpus.motion.columns import is_path, plain_stem
from timbrespace.corpus.motion.tables import SUFFIXES
from timbrespace.errors import TimbrespaceError


@dataclass(frozen=True)
class Beside:
    """What a folder holds for the tables of rotations in it.

    It is listed when someone first asks, and never again, however many tables there are.

    Args:
        folder: Where the tables lie.
        skeleton: The BVH whose bones all of them move; None: each finds its own.
    """

    folder: Path
    skeleton: Path | None = None

    def bones_of(self, table: Path) -> Path:
        """The BVH with the skeleton of ``walk_rot.csv``.

        Unless one is named for all, it is ``walk.bvh``, or else the only BVH of the folder.

        Raises:
            TimbrespaceError: There is none, or there are several.
        """
        if self.skeleton is not None:
            return self.skeleton
        stems = {table.stem, plain_stem(table.stem)}
        own = [path for stem in stems for path in self._bvhs_by_stem.get(stem, ())]
        if own:
            return min(own)
        if len(self._bvhs) == 1:
            return self._bvhs[0]
        many = f"{len(self._bvhs)} BVH files lie" if self._bvhs else "no BVH file lies"
        raise TimbrespaceError(
            f"'{table.name}' holds rotations, and no bones; {many} beside it, none of its name.",
            f"Put a BVH of the same skeleton there as {plain_stem(table.stem)}.bvh, or name one: "
            "--skeleton bones.bvh",
        )

    def path_of(self, table: Path) -> Path | None:
        """The table of places for one of rotations: ``walk_pos.csv`` for ``walk_rot.csv``."""
        same = self._paths_by_clip.get(plain_stem(table.stem), ())
        return next((path for path in same if path != table), None)

    @cached_property
    def shown(self) -> list[Path]:
        """Files, folders and links that are not hidden, sorted; none where it can't be listed."""
        try:
            return sorted(p for p in self.folder.iterdir() if not p.name.startswith("."))
        except PermissionError:
            return []

    @cached_property
    def _bvhs(self) -> list[Path]:
        return [p for p in self.shown if p.suffix.lower() == ".bvh" and p.is_file()]

    @cached_property
    def _bvhs_by_stem(self) -> dict[str, list[Path]]:
        return _grouped(self._bvhs, lambda path: path.stem)

    @cached_property
    def _paths_by_clip(self) -> dict[str, list[Path]]:
        tables = [p for p in self.shown if p.suffix.lower() in SUFFIXES and p.is_file()]
        paths = [path for path in tables if is_path(path.stem)]
        return _grouped(paths, lambda path: plain_stem(path.stem))


def _grouped(paths: Iterable[Path], name: Callable[[Path], str]) -> dict[str, list[Path]]:
    """Name -> the paths that have it, in their order."""
    made: dict[str, list[Path]] = {}
    for path in paths:
        made.setdefault(name(path), []).append(path)
    return made
