"""From a file to a clip, whatever its make."""

from __future__ import annotations

from pathlib import Path

from timbrespace.corpus.motion.bvh import read_bvh
from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.deepmimic import is_deepmimic, read_deepmimic
from timbrespace.corpus.motion.places import is_places, read_places
from timbrespace.errors import TimbrespaceError

SUFFIXES = (".bvh", ".csv", ".tsv", ".json", ".txt")


def is_motion(path: Path) -> bool:
    """Whether a file claims to hold a clip; tables and texts are looked into."""
    suffix = path.suffix.lower()
    if suffix == ".bvh":
        return True
    if suffix not in SUFFIXES:
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            head = file.read(65_536)
    except OSError:
        return False
    if suffix in (".csv", ".tsv"):
        return is_places(head.split("\n", 1)[0])
    return is_deepmimic(head)


def read(path: Path) -> Clip:
    """The clip of a BVH, of a CSV of places, or of a DeepMimic file.

    Raises:
        TimbrespaceError: It can't be read, or holds no motion.
    """
    suffix = path.suffix.lower()
    if suffix == ".bvh":
        return read_bvh(path)
    if suffix in (".csv", ".tsv"):
        return read_places(path)
    if suffix in SUFFIXES:
        return read_deepmimic(path)
    raise TimbrespaceError(
        f"'{path.name}' is no motion that is known here.", f"Give {', '.join(SUFFIXES)}."
    )
