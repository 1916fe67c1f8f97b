"""Features do not know where or whither, and tell the motion whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.corpus.motion import Skeleton
from timbrespace.corpus.motion.features import (
    clip_of,
    features_of,
    heading_axis,
    n_features,
    usual_skeleton,
)
from timbrespace.corpus.motion.rotations import about

from ... import motion_world as world


@pytest.fixture(params=["walk", "wave"])
def clip(request):
    return world.clip(request.param, n_frames=40)


def test_they_are_as_many_as_said_and_all_are_numbers(clip):
    made = features_of(clip, heading_axis([clip]))
    assert made.shape == (40, n_features(len(world.NAMES)))
    assert made.dtype == np.float32
    assert np.isfinite(made).all()


def test_where_it_happens_and_whither_it_faces_do_not_matter(clip):
    turn = about("Y", np.array(1.3))
    rotations = clip.rotations.copy()
    rotations[:, 0] = turn @ rotations[:, 0]
    moved = replace(clip, rotations=rotations, root=clip.root @ turn.T + [7.0, 0.0, -3.0])
    axis = heading_axis([clip])
    assert np.allclose(features_of(moved, axis), features_of(clip, axis), atol=1e-4)


def test_size_does_not_matter(clip):
    tall = Skeleton(world.NAMES, world.PARENTS, 1.5 * world.OFFSETS)
    grown = replace(clip, skeleton=tall, root=1.5 * clip.root)
    axis = heading_axis([clip])
    assert np.allclose(features_of(grown, axis), features_of(clip, axis), atol=1e-5)


def test_the_motion_comes_back_from_the_start_on(clip):
    axis = heading_axis([clip])
    made = clip_of(features_of(clip, axis), clip.skeleton, clip.rate_hz)
    before, after = clip.places(), made.places()
    # A turn about the vertical and a shift are all that may differ.
    for frame in (0, 20, 39):
        gaps = [np.linalg.norm(p[frame] - p[0, 0], axis=1) for p in (before, after)]
        flat = [np.linalg.norm((p[frame] - p[0, 0])[:, [0, 2]], axis=1) for p in (before, after)]
        assert np.allclose(flat[0], flat[1], atol=2e-2)
        assert np.allclose(gaps[0], gaps[1], atol=2e-2)
    assert np.allclose(before[..., 1], after[..., 1], atol=1e-3)


def test_the_level_axis_is_found_in_any_rest_pose(clip):
    rest = about("Z", np.array(np.pi / 2))
    rotations = clip.rotations.copy()
    rotations[:, 0] = rotations[:, 0] @ rest
    lying = replace(clip, rotations=rotations)
    axis = heading_axis([lying])
    level = np.abs(lying.rotations[:, 0, 1, axis])
    assert level.max() < 0.5


def test_a_single_frame_stands_still(clip):
    one = replace(clip, rotations=clip.rotations[:1], root=clip.root[:1])
    assert np.array_equal(features_of(one, 0)[0, -4:-1], np.zeros(3))


def test_the_usual_skeleton_is_one_reach_long_and_between_others(clip):
    tall = replace(clip, skeleton=Skeleton(world.NAMES, world.PARENTS, 3 * world.OFFSETS))
    made = usual_skeleton([clip, tall, tall])
    assert made.reach == pytest.approx(1)
    assert np.allclose(made.offsets, world.OFFSETS / world.SKELETON.reach)
