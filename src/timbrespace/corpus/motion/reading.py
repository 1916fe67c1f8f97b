"""From a file to a clip, whatever its make."""

from __future__ import annotations

from pathlib import Path

from timbrespace.corpus.motion import tables
from timbrespace.corpus.motion.bones import bones_of, path_of
from timbrespace.corpus.motion.bvh import read_bvh
from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.columns import is_turns
from timbrespace.corpus.motion.deepmimic import is_deepmimic, read_deepmimic
from timbrespace.corpus.motion.places import is_places, read_places
from timbrespace.corpus.motion.turns import read_turns
from timbrespace.errors import TimbrespaceError

SUFFIXES = (".bvh", *tables.SUFFIXES, ".json", ".txt")


def is_motion(path: Path) -> bool:
    """Whether a file claims to hold a clip; tables and texts are looked into."""
    suffix = path.suffix.lower()
    if suffix == ".bvh":
        return True
    if suffix not in SUFFIXES:
        return False
    head = _head(path)
    if suffix in tables.SUFFIXES:
        return is_turns(head, path.stem) or is_places(head)
    return is_deepmimic(head)


def read(path: Path, skeleton: Path | None = None) -> Clip:
    """The clip of a BVH, of a CSV of rotations or of places, or of a DeepMimic file.

    Args:
        path: The file.
        skeleton: A BVH with the bones that rotations turn; None: it lies beside them.

    Raises:
        TimbrespaceError: It can't be read, or holds no motion.
    """
    suffix = path.suffix.lower()
    if suffix == ".bvh":
        return read_bvh(path)
    if holds_turns(path):
        return read_turns(path, skeleton)
    if suffix in tables.SUFFIXES:
        return read_places(path)
    if suffix in SUFFIXES:
        return read_deepmimic(path)
    raise TimbrespaceError(
        f"'{path.name}' is no motion that is known here.", f"Give {', '.join(SUFFIXES)}."
    )


def holds_turns(path: Path) -> bool:
    """Whether a file is a table of rotations."""
    return path.suffix.lower() in tables.SUFFIXES and is_turns(_head(path), path.stem)


def parts_of(path: Path, skeleton: Path | None = None) -> tuple[Path, ...]:
    """The files that a clip is read from: one, but of rotations also the bones and the path.

    Raises:
        TimbrespaceError: There are no bones.
    """
    if not holds_turns(path):
        return (path,)
    beside = path_of(path)
    return (path, bones_of(path, skeleton), *(() if beside is None else (beside,)))


def _head(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read(65_536)
    except OSError:
        return ""
