"""A BVH's tree can be read without its motion."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.motion.hierarchy import halves, moved, read_bones
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


@pytest.fixture
def bvh(tmp_path):
    path = tmp_path / "walk.bvh"
    path.write_text(world.bvh(*world.angles(n_frames=9)))
    return path


def test_the_tree_says_what_hangs_where_and_how_it_turns(bvh):
    tree, rate_hz = read_bones(bvh)
    assert tuple(tree.names) == world.NAMES
    assert tuple(tree.parents) == world.PARENTS
    assert np.array_equal(tree.offsets, world.OFFSETS)
    assert {tree.order(joint) for joint in range(len(world.NAMES))} == {"ZXY"}
    assert [tree.travels(joint) for joint in (0, 1)] == [True, False]
    assert rate_hz == pytest.approx(30, abs=1e-4)


@pytest.mark.parametrize("end", ["", "MOTION\n", "MOTION\nFrames: 0\nFrame Time: x\n"])
def test_bones_need_no_frames(bvh, end):
    bvh.write_text(bvh.read_text().partition("MOTION")[0] + end)
    tree, rate_hz = read_bones(bvh)
    assert tuple(tree.names) == world.NAMES
    assert rate_hz is None
    if not end:
        with pytest.raises(TimbrespaceError, match="go on to MOTION"):
            halves(bvh)


def test_a_chain_of_idle_roots_is_folded_into_the_last(bvh):
    tree, _ = read_bones(bvh)
    for name in ("World", "Stage"):
        tree.names.insert(0, name)
        tree.parents = [-1, *(parent + 1 for parent in tree.parents)]
        tree.offsets.insert(0, [0.0, 0.0, 0.0])
        tree.channels.insert(0, tree.channels[0])
    wanted = world.clip(n_frames=9)
    turned = np.tile(np.eye(3), (9, len(tree.names), 1, 1))
    turned[:, 2:] = wanted.rotations
    places = np.tile(np.array(tree.offsets), (9, 1, 1))
    places[:, 2] = wanted.root
    places[:, 0] = places[:, 1] = (1.0, 2.0, 3.0)
    made = moved(tree, turned, places, 30.0)
    assert made.skeleton.same_joints(world.SKELETON)
    assert np.allclose(made.places(), wanted.places() + (2.0, 4.0, 6.0))
