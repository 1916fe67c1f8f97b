"""The naming of the original recordings: two letters, material then action.

The recordings themselves (24 of ten minutes, one for each material under each action) are not
public; whoever has them, or makes their like, can run the study on them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from timbrespace.atlas.files import write_text

MATERIALS = {
    "M": "metal", "P": "plastic", "C": "cardboard", "G": "glass", "W": "wood", "S": "stone",
}  # fmt: skip
ACTIONS = {"T": "hit", "R": "rub", "D": "deform", "W": "whirl"}

#: The two letters, then no further letter; a number tells recordings of one cell apart, and
#: whatever follows (a reverberated copy, say) is the same recording.
_NAME = re.compile(r"([MPCGWS])([TRDW])(?![A-Za-z])[ _-]*(\d*)")

#: One patch of YAMNet each, end to end: the original's overlapped by half.
WINDOW_S = 0.975
#: Windows nearer to each other than this mostly share a block of time.
BLOCK_S = 30.0
#: Of the files in a folder, so many must be named like that before it is taken for one.
ENOUGH = 0.9


class Recording(NamedTuple):
    """What a file's name says."""

    material: str
    action: str
    group: str


def parse(path: str) -> Recording | None:
    """Material, action and recording from a file's name; None where it is not named like that.

    Example:
        >>> parse("session/WT.wav")
        Recording(material='wood', action='hit', group='WT')
        >>> parse("MD_2-reverb.wav").group, parse("WTF.wav"), parse("XT.wav")
        ('MD 2', None, None)
    """
    found = _NAME.match(PurePosixPath(path).stem)
    if found is None:
        return None
    material, action, number = found.groups()
    return Recording(MATERIALS[material], ACTIONS[action], f"{material}{action} {number}".strip())


def recognised(paths: Sequence[str]) -> bool:
    """Whether a folder of these files follows the naming: nearly all, and both factors vary."""
    named = [each for each in map(parse, paths) if each is not None]
    if not paths or len(named) < ENOUGH * len(paths):
        return False
    return len({n.material for n in named}) > 1 and len({n.action for n in named}) > 1


def write_table(paths: Sequence[str], target: Path) -> Path:
    """A table of labels for files named like that; the others get none.

    Args:
        paths: Relative to the folder of sounds.
        target: A CSV file; replaced.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", *Recording._fields))
    writer.writerows((path, *named) for path in paths if (named := parse(path)) is not None)
    write_text(target, text.getvalue())
    return target


def block(group: str, offset_s: float) -> str:
    """The block of time that a window of a recording belongs to.

    Example:
        >>> block("WT", 61.4)
        'WT at 60 s'
    """
    return f"{group} at {int(offset_s // BLOCK_S * BLOCK_S)} s"
