"""Files are known by what they hold, not only by their ending, and know what they take along."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion.bones import Beside
from timbrespace.corpus.motion.sources import looked_into
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


def source(path, skeleton=None):
    return looked_into(path, Beside(path.parent, skeleton))


def test_clips_are_told_from_all_else(tmp_path):
    (tmp_path / "clip.BVH").write_text(world.bvh(*world.angles(n_frames=9)))
    (tmp_path / "readme.txt").write_text("Frames of a film.")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "labels.csv").write_text("file,content\nclip.BVH,walk\n")
    (tmp_path / "notes.md").write_text("HIERARCHY")
    found = [path.name for path in sorted(tmp_path.iterdir()) if source(path).is_motion]
    assert found == ["clip.BVH"]
    assert not source(tmp_path / "none.json").is_motion


def test_tables_of_rotations_are_known_and_take_other_files_along(tmp_path):
    folder = world.write_tables(tmp_path / "clips", n=1)
    turns, places, bones = (folder / name for name in
                            ("walk_0_rot.csv", "walk_0_pos.csv", "skeleton.bvh"))  # fmt: skip
    assert [source(path).holds_turns for path in (turns, places, bones)] == [True, False, False]
    assert all(source(path).is_motion for path in (turns, places, bones))
    assert source(turns).parts() == (turns, bones, places)
    assert source(places).parts() == (places,)
    assert source(bones).parts() == (bones,)
    assert source(turns, places).parts() == (turns, places, places)
    places.unlink()
    assert source(turns).parts() == (turns, bones)
    bones.unlink()
    without = source(turns)
    with pytest.raises(TimbrespaceError, match="no bones"):
        without.parts()
