"""Which files of a folder are clips, which are parts of others, and which are neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timbrespace.corpus.motion.bones import Beside
from timbrespace.corpus.motion.sources import Source, looked_into
from timbrespace.errors import TimbrespaceError


@dataclass(frozen=True)
class Sifted:
    """What lies in a folder.

    Args:
        root: The folder.
        sources: Of the clips, by their paths below it, sorted.
        bones: BVH files that tables of rotations take their bones from, resolved.
        passed: How many other files there are, by ending.
    """

    root: Path
    sources: dict[str, Source]
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
        only = looked_into(place, Beside(place.parent, skeleton))
        return Sifted(place.parent, {place.name: only})
    if not place.is_dir():
        raise TimbrespaceError(f"There is no folder '{place}'.", "Name a folder of BVH files.")
    looked = list(_below(Beside(place, skeleton)))
    passed = Counter(_ending(each.file) for each in looked if not each.is_motion)
    turns = [each for each in looked if each.holds_turns]
    paths = {each.path() for each in turns}
    clips = {
        each.file.relative_to(place).as_posix(): each
        for each in looked
        if each.is_motion and each.file not in paths
    }
    return Sifted(place, dict(sorted(clips.items())), _bones(turns), passed)


def _below(beside: Beside) -> Iterator[Source]:
    """The files of a folder, to any depth; links are not followed, what is hidden left alone."""
    for path in beside.shown:
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _below(Beside(path, beside.skeleton))
        elif path.is_file():
            yield looked_into(path, beside)


def _ending(file: Path) -> str:
    return file.suffix.lower() or file.name


def _bones(turns: Iterable[Source]) -> frozenset[Path]:
    """The BVH files with bones of tables; where there is none, reading the table will say so."""
    found = set()
    for each in turns:
        try:
            found.add(each.bones())
        except TimbrespaceError:
            continue
    return frozenset(path.resolve() for path in found)
