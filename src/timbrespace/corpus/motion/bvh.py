"""Biovision hierarchies: a skeleton as a tree of offsets, and channels frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.rotations import Floats, from_euler
from timbrespace.corpus.motion.skeleton import Skeleton
from timbrespace.errors import TimbrespaceError

#: Bones that change by less than this part of the skeleton's reach count as stiff.
STIFF = 1e-3

_CHANNELS = {f"{axis}{what}" for axis in "XYZ" for what in ("position", "rotation")}


@dataclass
class _Tree:
    """What the upper half of a file says."""

    names: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    offsets: list[list[float]] = field(default_factory=list)
    channels: list[list[str]] = field(default_factory=list)


def read_bvh(path: Path) -> Clip:
    """The clip of a BVH file.

    Rotations are taken in the order in which each joint lists its channels. Where a joint has
    positions of its own, they stand for its offset; if they hardly change they become the length
    of a stiff bone, else their mean does, and that is noted. A root that does nothing but carry
    one joint which travels itself is folded into it.

    Raises:
        TimbrespaceError: It is no BVH file, or it is damaged.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise _damaged(path, str(error.strerror or error)) from error
    head, found, body = text.partition("MOTION")
    if not head.lstrip("\ufeff \r\n\t").startswith("HIERARCHY") or not found:
        raise _damaged(path, "it does not begin with HIERARCHY and go on to MOTION")
    try:
        tree = _tree(iter(head.split()[1:]))
        frame_s, values = _frames(body, sum(map(len, tree.channels)))
        return _clip(tree, values, 1 / frame_s)
    except (ValueError, IndexError, StopIteration) as error:
        raise _damaged(path, str(error) or "its hierarchy breaks off") from error


def _tree(words: Iterator[str]) -> _Tree:
    """Walk through the nested blocks; end sites carry no motion and are passed over."""
    tree = _Tree()
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


def _add_joint(tree: _Tree, name: str, above: list[int]) -> int:
    if name in tree.names:
        raise ValueError(f"it has two joints named {name!r}")
    if not above and tree.names:
        raise ValueError("it has two roots")
    tree.names.append(name)
    tree.parents.append(above[-1] if above else -1)
    tree.offsets.append([0.0, 0.0, 0.0])
    tree.channels.append([])
    return len(tree.names) - 1


def _frames(body: str, n_channels: int) -> tuple[float, Floats]:
    """Seconds from frame to frame, and values ``(F, channels)``."""
    head, _, rest = body.partition("Frame Time:")
    n_frames = int(head.split("Frames:")[1].split()[0])
    first, _, rest = rest.lstrip().partition("\n")
    frame_s = float(first)
    values = np.array(rest.split(), dtype=np.float64)
    if not frame_s > 0 or n_frames < 1 or n_channels < 1:
        raise ValueError("it has no frames")
    if values.size < n_frames * n_channels:
        raise ValueError(
            f"{n_frames} frames of {n_channels} channels were announced, and {values.size} "
            "numbers are there"
        )
    values = values[: n_frames * n_channels].reshape(n_frames, n_channels)
    if not np.isfinite(values).all():
        raise ValueError("some of its values are no numbers")
    return frame_s, values


def _clip(tree: _Tree, values: Floats, rate_hz: float) -> Clip:
    rotations = np.empty((len(values), len(tree.names), 3, 3))
    places = np.empty((len(values), len(tree.names), 3))
    at = 0
    for joint, channels in enumerate(tree.channels):
        own = values[:, at : at + len(channels)]
        at += len(channels)
        rotations[:, joint] = _rotations(channels, own)
        places[:, joint] = _places(channels, own, tree.offsets[joint])
    travels = [any(c.endswith("position") for c in channels) for channels in tree.channels]
    names, parents = list(tree.names), list(tree.parents)
    while parents.count(0) == 1 and travels[1]:
        places[:, 1] = places[:, 0] + (rotations[:, 0] @ places[:, 1, :, None])[..., 0]
        rotations[:, 1] = rotations[:, 0] @ rotations[:, 1]
        names, travels = names[1:], travels[1:]
        parents = [parent - 1 for parent in parents[1:]]
        rotations, places = rotations[:, 1:], places[:, 1:]
    offsets = places.mean(axis=0)
    offsets[0] = 0.0
    skeleton = Skeleton(tuple(names), tuple(parents), offsets)
    note = _stretched(skeleton, places)
    return Clip(skeleton, rotations, places[:, 0].copy(), rate_hz, note)


def _rotations(channels: list[str], values: NDArray[np.float64]) -> Floats:
    turning = [i for i, name in enumerate(channels) if name.endswith("rotation")]
    return from_euler("".join(channels[i][0] for i in turning), values[:, turning])


def _places(channels: list[str], values: NDArray[np.float64], offset: list[float]) -> Floats:
    places = np.tile(np.asarray(offset, np.float64), (len(values), 1))
    for i, name in enumerate(channels):
        if name.endswith("position"):
            places[:, "XYZ".index(name[0])] = values[:, i]
    return places


def _stretched(skeleton: Skeleton, places: Floats) -> tuple[str, ...]:
    """A note about bones whose length changes."""
    off = np.abs(places[:, 1:] - skeleton.offsets[1:]).max(axis=(0, 2), initial=0.0)
    stretched = np.flatnonzero(off > STIFF * max(skeleton.reach, 1e-12))
    if not len(stretched):
        return ()
    worst = int(off.argmax()) + 1
    return (
        f"{len(stretched)} bones change their length, '{skeleton.names[worst]}' most; each is "
        "given its mean.",
    )


def _damaged(path: Path, why: str) -> TimbrespaceError:
    return TimbrespaceError(
        f"'{path.name}' is not a BVH file that can be read: {why}.",
        "Export it again, or leave it out.",
    )
