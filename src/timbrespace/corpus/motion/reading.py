"""From a file to a clip, whatever its make."""

from __future__ import annotations

from pathlib import Path

from timbrespace.corpus.motion import tables
from timbrespace.corpus.motion.bones import Beside
from timbrespace.corpus.motion.bvh import read_bvh
from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.deepmimic import read_deepmimic
from timbrespace.corpus.motion.places import read_places
from timbrespace.corpus.motion.sources import SUFFIXES, Source, looked_into
from timbrespace.corpus.motion.turns import read_turns
from timbrespace.errors import TimbrespaceError


def read(path: Path, skeleton: Path | None = None) -> Clip:
    """The clip of a BVH, of a CSV of rotations or of places, or of a DeepMimic file.

    Args:
        path: The file.
        skeleton: A BVH with the bones that rotations turn; None: it lies beside them.

    Raises:
        TimbrespaceError: It can't be read, or holds no motion.
    """
    return read_source(looked_into(path, Beside(path.parent, skeleton)))


def read_source(source: Source) -> Clip:
    """The clip of a file that was looked into; see :func:`read`.

    Raises:
        TimbrespaceError: It can't be read, or holds no motion.
    """
    suffix = source.file.suffix.lower()
    if suffix == ".bvh":
        return read_bvh(source.file)
    if source.holds_turns:
        return read_turns(source)
    if suffix in tables.SUFFIXES:
        return read_places(source.file)
    if suffix in SUFFIXES:
        return read_deepmimic(source.file)
    raise TimbrespaceError(
        f"'{source.file.name}' is no motion that is known here.", f"Give {', '.join(SUFFIXES)}."
    )
