"""Places come from the table itself or the one beside it, and both ways they are the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.corpus.motion.bones import Beside
from timbrespace.corpus.motion.columns import columns_of
from timbrespace.corpus.motion.hierarchy import read_bones
from timbrespace.corpus.motion.placing import Placed, check_agreement, placed_by, places_of
from timbrespace.corpus.motion.sources import Source
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


@pytest.fixture
def tree(tmp_path):
    path = tmp_path / "walk.bvh"
    path.write_text(world.bvh(*world.angles(n_frames=9)))
    return read_bones(path)[0]


def test_joints_that_travel_are_seen_from_their_parents(tmp_path, tree):
    clip = world.clip(n_frames=9)
    spine = tree.names.index("Spine")
    tree.channels[spine] = ["Xposition", "Yposition", "Zposition", *tree.channels[spine]]
    placed = clip.places()
    placed[:, spine] += (3.0, 0.0, 1.0)
    values = {name: placed[:, i] for i, name in enumerate(tree.names)}
    found, notes = places_of(Placed(values, tmp_path / "walk_pos.csv"), tree, clip.rotations)
    assert notes == []
    back = np.einsum("fji,j->fi", clip.rotations[:, 0], (3.0, 0.0, 1.0))
    assert np.allclose(found[:, spine], world.OFFSETS[spine] + back)
    assert np.array_equal(found[:, 0], placed[:, 0])
    chest = tree.names.index("Chest")
    assert np.array_equal(found[0, chest], world.OFFSETS[chest])
    own, _ = places_of(Placed({"Spine": found[:, spine]}), tree, clip.rotations)
    assert np.array_equal(own[:, spine], found[:, spine])


def test_the_table_itself_goes_before_the_one_beside_it(tmp_path, tree):
    turns, places = world.tables(tmp_path / "walk.bvh")
    places.to_csv(tmp_path / "walk_pos.csv", index=False)
    table = Source(tmp_path / "walk_rot.csv", Beside(tmp_path), is_motion=True, holds_turns=True)
    names = [str(name) for name in turns.columns]
    beside = placed_by(table, turns, columns_of(names, "walk_rot"), tree)
    assert beside.beside == tmp_path / "walk_pos.csv"
    assert set(beside.values) == set(world.NAMES)
    for axis in "XYZ":
        turns[f"hips.{axis}position"] = 7.0
    names = [str(name) for name in turns.columns]
    own = placed_by(table, turns, columns_of(names, "walk_rot"), tree)
    assert own.beside is None
    assert (own.values["Hips"] == 7).all()


def test_tables_that_disagree_are_refused(tmp_path):
    clip = world.clip(n_frames=9)
    values = {name: clip.places()[:, i] for i, name in enumerate(world.NAMES)}
    placed, names = Placed(values, tmp_path / "walk_pos.csv"), (tmp_path / "a", tmp_path / "b")
    check_agreement(clip, placed, *names)
    other = replace(clip, rotations=np.swapaxes(clip.rotations, -1, -2))
    check_agreement(other, Placed(values), *names)
    with pytest.raises(TimbrespaceError, match="'walk_pos.csv' has them"):
        check_agreement(other, placed, *names)
