"""Biovision hierarchies: a skeleton as a tree of offsets, and channels frame by frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.hierarchy import Tree, damaged, halves, moved
from timbrespace.corpus.motion.rotations import Floats, from_euler


def read_bvh(path: Path) -> Clip:
    """The clip of a BVH file.

    Rotations are taken in the order in which each joint lists its channels. Where a joint has
    positions of its own, they stand for its offset; if they hardly change they become the length
    of a stiff bone, else their mean does, and that is noted. A root that does nothing but carry
    one joint which travels itself is folded into it.

    Raises:
        TimbrespaceError: It is no BVH file, or it is damaged.
    """
    tree, body = halves(path)
    try:
        frame_s, values = _frames(body, sum(map(len, tree.channels)))
        return _clip(tree, values, 1 / frame_s)
    except (ValueError, IndexError) as error:
        raise damaged(path, str(error)) from error


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


def _clip(tree: Tree, values: Floats, rate_hz: float) -> Clip:
    rotations = np.empty((len(values), len(tree.names), 3, 3))
    places = np.empty((len(values), len(tree.names), 3))
    at = 0
    for joint, channels in enumerate(tree.channels):
        own = values[:, at : at + len(channels)]
        at += len(channels)
        rotations[:, joint] = _rotations(channels, own)
        places[:, joint] = _places(channels, own, tree.offsets[joint])
    return moved(tree, rotations, places, rate_hz)


def _rotations(channels: list[str], values: NDArray[np.float64]) -> Floats:
    turning = [i for i, name in enumerate(channels) if name.endswith("rotation")]
    return from_euler("".join(channels[i][0] for i in turning), values[:, turning])


def _places(channels: list[str], values: NDArray[np.float64], offset: list[float]) -> Floats:
    places = np.tile(np.asarray(offset, np.float64), (len(values), 1))
    for i, name in enumerate(channels):
        if name.endswith("position"):
            places[:, "XYZ".index(name[0])] = values[:, i]
    return places
