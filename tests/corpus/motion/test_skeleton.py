"""Bones keep their lengths, and skeletons say how they differ."""

from __future__ import annotations

import numpy as np

from timbrespace.corpus.motion import Skeleton

from ... import motion_world as world


def test_bones_keep_their_lengths_whatever_moves():
    clip = world.clip(n_frames=20)
    placed = clip.places()
    for joint, parent in enumerate(world.PARENTS):
        if parent >= 0:
            bone = np.linalg.norm(placed[:, joint] - placed[:, parent], axis=1)
            assert np.allclose(bone, np.linalg.norm(world.OFFSETS[joint]))
    assert np.array_equal(placed[:, 0], clip.root)


def test_at_rest_every_joint_is_where_its_offsets_sum_to():
    still = np.tile(np.eye(3), (1, len(world.NAMES), 1, 1))
    placed = world.SKELETON.place(still, np.zeros((1, 3)))[0]
    hand = sum(world.JOINTS[n][1][0] for n in ("LeftArm", "LeftForeArm", "LeftHand"))
    assert placed[world.NAMES.index("LeftHand")][0] == hand


def test_the_reach_is_the_longest_chain_and_scales_with_the_body():
    two = Skeleton(("a", "b", "c", "d"), (-1, 0, 1, 0), np.array([[9, 9, 9], [3, 4, 0],
                   [0, 0, 2], [1, 0, 0.0]]))  # fmt: skip
    assert two.reach == 7
    assert Skeleton(two.names, two.parents, 2 * two.offsets).reach == 14


def test_a_difference_is_named():
    other = Skeleton((*world.NAMES[:-1], "RightAnkle"), world.PARENTS, world.OFFSETS)
    said = world.SKELETON.difference(other)
    assert "lacks RightFoot" in said
    assert "RightAnkle" in said
    assert not world.SKELETON.same_joints(other)
    turned = Skeleton(world.NAMES, (-1, *[0] * (len(world.NAMES) - 1)), world.OFFSETS)
    assert "another way" in world.SKELETON.difference(turned)
