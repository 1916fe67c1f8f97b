"""Of a folder, clips are told from what belongs to them and from all else."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion.sifting import sift
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "clips"
    world.write_tables(made)
    return made


def test_tables_of_places_beside_rotations_are_no_clips(folder):
    (folder / "notes.md").write_text("x")
    (folder / ".hidden.bvh").write_text("x")
    found = sift(folder)
    tables = [f"walk_{seed}_rot.csv" for seed in range(3)]
    assert found.paths == ["skeleton.bvh", *tables]
    assert found.bones == {(folder / "skeleton.bvh").resolve()}
    assert found.passed == {".md": 1}


def test_without_bones_tables_are_still_clips_to_be_read(folder):
    (folder / "skeleton.bvh").unlink()
    found = sift(folder)
    assert found.paths == [f"walk_{seed}_rot.csv" for seed in range(3)]
    assert not found.bones


def test_one_file_is_itself(folder):
    assert sift(folder / "walk_1_rot.csv").paths == ["walk_1_rot.csv"]
    with pytest.raises(TimbrespaceError, match="no folder"):
        sift(folder / "none")
