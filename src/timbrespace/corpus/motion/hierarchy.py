"""The tree of joints that the upper half of a BVH file tells of, and clips of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.rotations import Floats
from timbrespace.corpus.motion.skeleton import Skeleton
from timbrespace.errors import TimbrespaceError

#: Bones that change by less than this part of the skeleton's reach count as stiff.
STIFF = 1e-3

_CHANNELS = {f"{axis}{what}" for axis in "XYZ" for what in ("position", "rotation")}
_FRAME_TIME = re.compile(r"Frame Time:\s*([0-9.eE+-]+)")


@dataclass
class Tree:
    """Joints in a file's order, so that parents come first.

    Args:
        names: One for each joint.
        parents: The joint that each hangs on; -1 for the root.
        offsets: Where each lies as its parent sees it.
        channels: What each is moved by: ``"Xposition"``, ``"Zrotation"`` ..., in order.
    """

    names: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    offsets: list[list[float]] = field(default_factory=list)
    channels: list[list[str]] = field(default_factory=list)

    def order(self, joint: int) -> str:
        """The axes that a joint is turned about, the first one first: ``"ZXY"``."""
        return "".join(name[0] for name in self.channels[joint] if name.endswith("rotation"))

    def travels(self, joint: int) -> bool:
        """Whether a joint has places of its own."""
        return any(name.endswith("position") for name in self.channels[joint])


def halves(path: Path, *, moves: bool = True) -> tuple[Tree, str]:
    """A BVH file's tree, and what follows the word MOTION.

    Args:
        path: The file.
        moves: Whether it has to have that word.

    Raises:
        TimbrespaceError: It is no BVH file, or its tree is damaged.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise damaged(path, str(error.strerror or error)) from error
    head, found, body = text.partition("MOTION")
    if not head.lstrip("\ufeff \r\n\t").startswith("HIERARCHY") or (moves and not found):
        raise damaged(path, "it does not begin with HIERARCHY and go on to MOTION")
    try:
        return _tree(iter(head.split()[1:])), body
    except (ValueError, IndexError, StopIteration) as error:
        raise damaged(path, str(error) or "its hierarchy breaks off") from error


def read_bones(path: Path) -> tuple[Tree, float | None]:
    """The tree of a BVH file, with or without frames, and the frames a second that it states.

    Raises:
        TimbrespaceError: It is no BVH file, or its tree is damaged.
    """
    tree, body = halves(path, moves=False)
    stated = _FRAME_TIME.search(body)
    try:
        frame_s = float(stated[1]) if stated else 0.0
    except ValueError:
        frame_s = 0.0
    return tree, 1 / frame_s if frame_s > 0 else None


def moved(
    tree: Tree, rotations: Floats, places: Floats, rate_hz: float, notes: tuple[str, ...] = ()
) -> Clip:
    """The clip of a tree whose joints are turned and lie as said.

    A root that does nothing but carry one joint which travels itself is folded into it. Places
    that hardly change become stiff bones, else their mean does, and that is noted.

    Args:
        tree: What moves.
        rotations: ``(F, J, 3, 3)``, each joint's as its parent sees it; written over.
        places: ``(F, J, 3)``, likewise.
        rate_hz: Frames a second.
        notes: What was done before.
    """
    names, parents = tuple(tree.names), list(tree.parents)
    first = 0
    while parents.count(first) == 1 and tree.travels(first + 1):
        carried = (rotations[:, first] @ places[:, first + 1, :, None])[..., 0]
        places[:, first + 1] = places[:, first] + carried
        rotations[:, first + 1] = rotations[:, first] @ rotations[:, first + 1]
        first += 1
    parents = [-1, *(parent - first for parent in parents[first + 1 :])]
    rotations, places = rotations[:, first:], places[:, first:]
    offsets = places.mean(axis=0)
    offsets[0] = 0.0
    skeleton = Skeleton(names[first:], tuple(parents), offsets)
    notes = (*notes, *_stretched(skeleton, places))
    return Clip(skeleton, rotations, places[:, 0].copy(), rate_hz, notes)


def damaged(path: Path, why: str) -> TimbrespaceError:
    """What is said of a BVH file that can't be read."""
    return TimbrespaceError(
        f"'{path.name}' is not a BVH file that can be read: {why}.",
        "Export it again, or leave it out.",
    )


def _tree(words: Iterator[str]) -> Tree:
    """Walk through the nested blocks; end sites carry no motion and are passed over."""
    tree = Tree()
    above: list[int] = []
    current, is_end = -1, False
    for word in words:
        if word in ("ROOT", "JOINT"):
            current, is_end = _add_joint(tree, next(words), above), False
        elif word == "End":
            is_end = next(words) == "Site"
        elif word == "{":
            above.append(-1 if is_end else current)
        elif word == "}":
            above.pop()
            is_end = False
        elif word == "OFFSET":
            offset = [float(next(words)) for _ in range(3)]
            if not is_end:
                tree.offsets[current] = offset
        elif word == "CHANNELS":
            tree.channels[current] = [next(words) for _ in range(int(next(words)))]
    if not tree.names or above:
        raise ValueError("its hierarchy breaks off")
    unknown = {c for channels in tree.channels for c in channels} - _CHANNELS
    if unknown:
        raise ValueError(f"it has a channel {sorted(unknown)[0]!r}")
    return tree


def _add_joint(tree: Tree, name: str, above: list[int]) -> int:
    if name in tree.names:
        raise ValueError(f"it has two joints named {name!r}")
    if not above and tree.names:
        raise ValueError("it has two roots")
    tree.names.append(name)
    tree.parents.append(above[-1] if above else -1)
    tree.offsets.append([0.0, 0.0, 0.0])
    tree.channels.append([])
    return len(tree.names) - 1


def _stretched(skeleton: Skeleton, places: Floats) -> tuple[str, ...]:
    """A note about bones whose length changes."""
    off = abs(places[:, 1:] - skeleton.offsets[1:]).max(axis=(0, 2), initial=0.0)
    stretched = (off > STIFF * max(skeleton.reach, 1e-12)).nonzero()[0]
    if not len(stretched):
        return ()
    worst = int(off.argmax()) + 1
    return (
        f"{len(stretched)} bones change their length, '{skeleton.names[worst]}' most; each is "
        "given its mean.",
    )
