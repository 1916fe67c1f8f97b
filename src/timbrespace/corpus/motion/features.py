"""A clip as numbers to learn from, which do not depend on where it happens nor whither it faces.

Of each frame: six numbers for every joint's rotation (Zhou et al., 2019), the root's without
its heading; then how fast the root turns about the vertical, how fast it goes sideways and
ahead, and how high it is. Lengths are in reaches (:attr:`Skeleton.reach`), so that bodies of
different sizes compare.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.rotations import Floats, about, from_six, six_of
from timbrespace.corpus.motion.skeleton import Skeleton

#: What follows the rotations, with units.
ROOT = ("turn_rad_s", "aside_reach_s", "ahead_reach_s", "height_reach")


def n_features(n_joints: int) -> int:
    """How many numbers a frame has.

    Example:
        >>> n_features(16)
        100
    """
    return 6 * n_joints + len(ROOT)


def heading_axis(clips: Sequence[Clip]) -> int:
    """Which of the root's own axes lies most level over all frames: it says whither one faces.

    A skeleton may rest in any pose, so that no axis is *ahead* by its name; the most level one
    is either that or *aside*, and both turn with the body.
    """
    upright = np.concatenate([np.abs(clip.rotations[:, 0, 1, :]) for clip in clips])
    return int(upright.mean(axis=0).argmin())


def features_of(clip: Clip, axis: int) -> NDArray[np.float32]:
    """The features ``(F, 6 J + 4)`` of a clip.

    Args:
        clip: At the rate that is learned.
        axis: From :func:`heading_axis`.
    """
    heading = _heading(clip, axis)
    rotations = clip.rotations.copy()
    rotations[:, 0] = about("Y", -heading) @ rotations[:, 0]
    root = clip.root / clip.skeleton.reach
    moved = np.zeros((len(clip), 3))
    turn = np.zeros(len(clip))
    if len(clip) > 1:
        moved[:-1] = np.diff(root, axis=0) * clip.rate_hz
        turn[:-1] = np.diff(heading) * clip.rate_hz
        # The last frame goes on as it came.
        moved[-1], turn[-1] = moved[-2], turn[-2]
    seen = (about("Y", -heading) @ moved[..., None])[..., 0]
    path = np.stack([turn, seen[:, 0], seen[:, 2], root[:, 1]], axis=1)
    six = six_of(rotations).reshape(len(clip), -1)
    return np.concatenate([six, path], axis=1).astype(np.float32)


def clip_of(features: NDArray[np.floating], skeleton: Skeleton, rate_hz: float) -> Clip:
    """The clip that features tell of; it begins above the origin, facing as its heading is 0.

    Undoes :func:`features_of` but for where the clip began and whither it faced.
    """
    values = np.asarray(features, np.float64)
    n_joints = len(skeleton)
    rotations = from_six(values[:, : 6 * n_joints].reshape(-1, n_joints, 6))
    turn, aside, ahead, height = values[:, 6 * n_joints :].T
    heading = _summed(turn) / rate_hz
    rotations[:, 0] = about("Y", heading) @ rotations[:, 0]
    moved = np.stack([aside, np.zeros_like(aside), ahead], axis=1)
    world = (about("Y", heading) @ moved[..., None])[..., 0]
    root = np.stack([_summed(world[:, i]) / rate_hz for i in range(3)], axis=1)
    root[:, 1] = height
    return Clip(skeleton, rotations, root * skeleton.reach, rate_hz)


def usual_skeleton(clips: Sequence[Clip]) -> Skeleton:
    """The clips' skeleton with the median of their bones, its reach set to 1."""
    first = clips[0].skeleton
    offsets = np.median([clip.skeleton.offsets / clip.skeleton.reach for clip in clips], axis=0)
    made = Skeleton(first.names, first.parents, offsets)
    return Skeleton(first.names, first.parents, offsets / made.reach)


def _heading(clip: Clip, axis: int) -> Floats:
    """Angles ``(F,)`` about the vertical, without jumps."""
    level = clip.rotations[:, 0, :, axis]
    return np.asarray(np.unwrap(np.arctan2(level[:, 0], level[:, 2])))


def _summed(values: Floats) -> Floats:
    """Sums of all values before each."""
    return np.concatenate([[0.0], np.cumsum(values)[:-1]])
