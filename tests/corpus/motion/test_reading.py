"""Files are known by what they hold, not only by their ending."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion.reading import holds_turns, is_motion, parts_of, read
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


def test_a_folder_is_sifted(tmp_path):
    (tmp_path / "clip.BVH").write_text(world.bvh(*world.angles(n_frames=9)))
    (tmp_path / "readme.txt").write_text("Frames of a film.")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "labels.csv").write_text("file,content\nclip.BVH,walk\n")
    (tmp_path / "notes.md").write_text("HIERARCHY")
    assert [path.name for path in sorted(tmp_path.iterdir()) if is_motion(path)] == ["clip.BVH"]
    assert len(read(tmp_path / "clip.BVH")) == 9


def test_what_is_no_motion_is_refused_in_our_words(tmp_path):
    for name in ("a.fbx", "a.json", "a.csv"):
        (tmp_path / name).write_text("x")
        with pytest.raises(TimbrespaceError):
            read(tmp_path / name)
    assert not is_motion(tmp_path / "none.json")


def test_tables_are_known_by_their_names_and_take_other_files_along(tmp_path):
    folder = world.write_tables(tmp_path / "clips", n=1)
    turns, places, bones = (folder / name for name in
                            ("walk_0_rot.csv", "walk_0_pos.csv", "skeleton.bvh"))  # fmt: skip
    assert holds_turns(turns) and not holds_turns(places) and not holds_turns(bones)
    assert parts_of(turns) == (turns, bones, places)
    assert parts_of(places) == (places,)
    assert read(turns).skeleton.same_joints(world.SKELETON)
    assert read(places).skeleton.names[0] == "hips"
    moved = bones.rename(tmp_path / "other.bvh")
    with pytest.raises(TimbrespaceError, match="no bones"):
        read(turns)
    assert len(read(turns, moved)) == 20
