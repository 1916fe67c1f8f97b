"""Fewer joints turn as before; a skeleton is posed so that its bones point as places do."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.motion import Skeleton
from timbrespace.corpus.motion.retarget import keep, posed
from timbrespace.corpus.motion.rotations import from_quaternion
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


def test_keeping_all_joints_changes_nothing():
    clip = world.clip(n_frames=15)
    kept = keep(clip, world.NAMES)
    assert kept.skeleton.same_joints(clip.skeleton)
    assert np.allclose(kept.places(), clip.places())


def test_kept_joints_turn_as_before_in_the_world():
    clip = world.clip("wave", n_frames=15)
    names = ("Hips", "Chest", "LeftForeArm", "LeftHand")
    kept = keep(clip, names)
    numbers = [world.NAMES.index(name) for name in names]
    before = clip.skeleton.turn(clip.rotations)[:, numbers]
    assert np.allclose(kept.skeleton.turn(kept.rotations), before)
    assert kept.skeleton.parents == (-1, 0, 1, 2)
    # The arm between chest and elbow swings, so its place is kept only in the mean.
    hips_to_chest = kept.places()[:, 1] - clip.places()[:, world.NAMES.index("Chest")]
    assert np.abs(hips_to_chest).max() < 1e-6


def test_joints_that_are_not_there_or_hang_apart_are_refused():
    clip = world.clip(n_frames=9)
    with pytest.raises(TimbrespaceError, match="no joint 'Tail'"):
        keep(clip, ["Hips", "Tail"])
    with pytest.raises(TimbrespaceError, match="hang together"):
        keep(clip, ["LeftArm", "RightArm"])


def test_a_posed_skeleton_lies_where_the_places_are():
    clip = world.clip("wave", n_frames=15)
    made = clip.skeleton.place(posed(clip.skeleton, clip.places()), clip.root)
    assert np.allclose(made, clip.places(), atol=1e-6)


def test_a_body_of_other_lengths_points_the_same_way():
    clip = world.clip(n_frames=15)
    longer = Skeleton(world.NAMES, world.PARENTS, world.OFFSETS * 1.7)
    made = longer.place(posed(longer, clip.places()), clip.root)
    assert np.allclose(made - made[:, :1], 1.7 * (clip.places() - clip.places()[:, :1]), atol=1e-5)


def test_posing_follows_any_turn_of_the_whole():
    clip = world.clip(n_frames=5)
    turn = from_quaternion(np.array([0.3, -0.5, 0.7, 0.2]))
    made = posed(clip.skeleton, clip.places() @ turn.T)
    placed = clip.skeleton.place(made, clip.root @ turn.T)
    assert np.allclose(placed, clip.places() @ turn.T, atol=1e-6)
    assert np.allclose(np.linalg.det(made), 1)
