"""Which files of a folder are clips, which are parts of others, and which are neither."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from timbrespace.corpus.motion.bones import bones_of, path_of
from timbrespace.corpus.motion.reading import holds_turns, is_motion
from timbrespace.errors import TimbrespaceError


@dataclass(frozen=True)
class Sifted:
    """What lies in a folder.

    Args:
        root: The folder.
        paths: Of the clips, below it, sorted.
        bones: BVH files that tables of rotations take their bones from, resolved.
        passed: How many other files there are, by ending.
    """

    root: Path
    paths: list[str]
    bones: frozenset[Path] = frozenset()
    passed: Counter[str] = field(default_factory=Counter)


def sift(place: Path, skeleton: Path | None = None) -> Sifted:
    """Look through a folder, to any depth, or at one file.

    Args:
        place: The folder, or the file.
        skeleton: See :func:`timbrespace.corpus.motion.reading.read`.

    Raises:
        TimbrespaceError: There is no such place.
    """
    if place.is_file():
        return Sifted(place.parent, [place.name])
    if not place.is_dir():
        raise TimbrespaceError(f"There is no folder '{place}'.", "Name a folder of BVH files.")
    # Links are not followed, and what is hidden is left alone.
    files = [p for p in place.rglob("*") if p.is_file() and not p.is_symlink()]
    shown = [p for p in files if not any(q.startswith(".") for q in p.relative_to(place).parts)]
    clips = [p for p in shown if is_motion(p)]
    passed = Counter(p.suffix.lower() or p.name for p in set(shown).difference(clips))
    turns = [path for path in clips if holds_turns(path)]
    bones = {part.resolve() for path in turns if (part := _bones(path, skeleton)) is not None}
    own = set(clips).difference(path_of(path) for path in turns)
    inside = sorted(p.relative_to(place).as_posix() for p in own)
    return Sifted(place, inside, frozenset(bones), passed)


def _bones(table: Path, skeleton: Path | None) -> Path | None:
    """The BVH with a table's bones; where there is none, reading the table will say so."""
    try:
        return bones_of(table, skeleton)
    except TimbrespaceError:
        return None
