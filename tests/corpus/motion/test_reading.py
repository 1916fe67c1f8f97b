"""Any file of motion becomes a clip, and any other is refused in our words."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion.reading import read
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


def test_a_bvh_is_known_in_any_letter_case(tmp_path):
    (tmp_path / "clip.BVH").write_text(world.bvh(*world.angles(n_frames=9)))
    assert len(read(tmp_path / "clip.BVH")) == 9


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.fbx", "no motion that is known here"),
        ("a.json", "not a clip of DeepMimic's humanoid"),
        ("a.csv", "no columns for"),
    ],
)
def test_what_is_no_motion_is_refused_in_our_words(tmp_path, name, why):
    (tmp_path / name).write_text("x")
    with pytest.raises(TimbrespaceError, match=why):
        read(tmp_path / name)


def test_tables_are_read_with_what_lies_beside_them(tmp_path):
    folder = world.write_tables(tmp_path / "clips", n=1)
    turns, places = folder / "walk_0_rot.csv", folder / "walk_0_pos.csv"
    assert read(turns).skeleton.same_joints(world.SKELETON)
    assert read(places).skeleton.names[0] == "hips"
    moved = (folder / "skeleton.bvh").rename(tmp_path / "other.bvh")
    with pytest.raises(TimbrespaceError, match="no bones"):
        read(turns)
    assert len(read(turns, moved)) == 20
