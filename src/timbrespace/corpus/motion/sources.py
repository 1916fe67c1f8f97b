"""What a clip is read from: its own file, and of rotations also the bones and the path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timbrespace.corpus.motion import tables
from timbrespace.corpus.motion.bones import Beside
from timbrespace.corpus.motion.columns import is_turns
from timbrespace.corpus.motion.deepmimic import is_deepmimic
from timbrespace.corpus.motion.places import is_places

SUFFIXES = (".bvh", *tables.SUFFIXES, ".json", ".txt")


@dataclass(frozen=True)
class Source:
    """A file, and what is known of it once it was looked into.

    Args:
        file: Where it lies.
        beside: What its folder holds for tables of rotations.
        is_motion: Whether it claims to hold a clip.
        holds_turns: Whether it is a table of rotations: no other takes files along.
    """

    file: Path
    beside: Beside
    is_motion: bool
    holds_turns: bool = False

    def bones(self) -> Path:
        """The BVH with the bones that its rotations turn.

        Raises:
            TimbrespaceError: There is none, or there are several.
        """
        return self.beside.bones_of(self.file)

    def path(self) -> Path | None:
        """The table of places that says where its rotations happen."""
        return self.beside.path_of(self.file)

    def parts(self) -> tuple[Path, ...]:
        """The files that the clip is read from: one, but of rotations also bones and path.

        Raises:
            TimbrespaceError: There are no bones.
        """
        if not self.holds_turns:
            return (self.file,)
        path = self.path()
        return (self.file, self.bones(), *(() if path is None else (path,)))


def looked_into(file: Path, beside: Beside) -> Source:
    """The source that a file is; tables and texts are opened, once.

    Args:
        file: It may hold anything.
        beside: Of its folder.
    """
    suffix = file.suffix.lower()
    if suffix == ".bvh" or suffix not in SUFFIXES:
        return Source(file, beside, is_motion=suffix == ".bvh")
    head = _head(file)
    if suffix not in tables.SUFFIXES:
        return Source(file, beside, is_motion=is_deepmimic(head))
    turns = is_turns(head, file.stem)
    return Source(file, beside, is_motion=turns or is_places(head), holds_turns=turns)


def _head(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read(65_536)
    except OSError:
        return ""
