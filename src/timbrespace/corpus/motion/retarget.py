"""From one skeleton to another: fewer joints of the same, or a body of our own.

A skeleton of the same names keeps its rotations, and joints that are left out are turned into
their children. Skeletons of other kinds rest in other poses, so that their rotations do not
compare; there it is the *places* of joints that are carried over, and rotations are found anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.rotations import Floats, between
from timbrespace.corpus.motion.skeleton import Skeleton
from timbrespace.errors import TimbrespaceError


def keep(clip: Clip, names: Sequence[str]) -> Clip:
    """The same motion with only some of its joints.

    Each kept joint hangs on the nearest one above it that is kept, and is turned as before, as
    the world sees it. Its offset is the mean of where it was.

    Raises:
        TimbrespaceError: The skeleton has no such joints, or several would be roots.
    """
    skeleton = clip.skeleton
    lacking = [name for name in names if name not in skeleton.names]
    if lacking:
        raise TimbrespaceError(
            f"This skeleton has no joint {', '.join(map(repr, lacking[:3]))}.",
            f"It has {', '.join(skeleton.names)}.",
        )
    kept = sorted({skeleton.names.index(name) for name in names})
    parents = [_kept_above(skeleton, joint, kept) for joint in kept]
    if parents.count(-1) != 1:
        raise TimbrespaceError(
            "These joints do not hang together.",
            f"Take the root with them: {skeleton.names[0]}.",
        )
    turned, places = skeleton.turn(clip.rotations)[:, kept], clip.places()[:, kept]
    rotations, offsets = turned.copy(), np.zeros((len(kept), 3))
    for joint, parent in enumerate(parents):
        if parent >= 0:
            back = np.swapaxes(turned[:, parent], -1, -2)
            rotations[:, joint] = back @ turned[:, joint]
            away = (places[:, joint] - places[:, parent])[..., None]
            offsets[joint] = (back @ away)[..., 0].mean(axis=0)
    smaller = Skeleton(tuple(skeleton.names[i] for i in kept), tuple(parents), offsets)
    return replace(clip, skeleton=smaller, rotations=rotations, root=places[:, 0].copy())


def posed(skeleton: Skeleton, places: NDArray[np.float64]) -> Floats:
    """Rotations ``(F, J, 3, 3)`` by which a skeleton's bones point as places ``(F, J, 3)`` do.

    A joint with one child is turned the shortest way; with several, by the rotation that fits
    all of them best (Kabsch, 1976). How far a limb is twisted about its own length is not seen
    from places, and is left out.
    """
    world = np.broadcast_to(np.eye(3), (len(places), len(skeleton), 3, 3)).copy()
    own = world.copy()
    for joint, parent in enumerate(skeleton.parents):
        above = np.eye(3) if parent < 0 else world[:, parent]
        children = skeleton.children(joint)
        aims = places[:, children] - places[:, [joint]]
        world[:, joint] = _turned_to(above, skeleton.offsets[children], aims, len(places))
        own[:, joint] = np.swapaxes(above, -1, -2) @ world[:, joint]
    return own


def _turned_to(above: Floats, bones: Floats, aims: Floats, n_frames: int) -> Floats:
    if not len(bones):
        return np.asarray(np.broadcast_to(above, (n_frames, 3, 3)))
    if len(bones) == 1:
        return np.asarray(between((above @ bones[0]), aims[:, 0]) @ above)
    bones = bones / np.maximum(np.linalg.norm(bones, axis=-1, keepdims=True), 1e-12)
    aims = aims / np.maximum(np.linalg.norm(aims, axis=-1, keepdims=True), 1e-12)
    left, _, right = np.linalg.svd(np.einsum("fki,kj->fij", aims, bones))
    mirror = np.ones((n_frames, 3))
    mirror[:, 2] = np.linalg.det(left @ right)
    return np.asarray((left * mirror[:, None]) @ right)


def _kept_above(skeleton: Skeleton, joint: int, kept: Sequence[int]) -> int:
    """The place among those kept of the nearest kept joint above one; -1: there is none."""
    above = skeleton.parents[joint]
    while above >= 0 and above not in kept:
        above = skeleton.parents[above]
    return kept.index(above) if above >= 0 else -1
