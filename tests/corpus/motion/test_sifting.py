"""Of a folder, clips are told from what belongs to them and from all else."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

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
    assert list(found.sources) == ["skeleton.bvh", *tables]
    assert found.bones == {(folder / "skeleton.bvh").resolve()}
    assert found.passed == {".md": 1}


def test_without_bones_tables_are_still_clips_to_be_read(folder):
    (folder / "skeleton.bvh").unlink()
    found = sift(folder)
    assert list(found.sources) == [f"walk_{seed}_rot.csv" for seed in range(3)]
    assert not found.bones


def test_links_and_what_is_hidden_are_left_out(folder, tmp_path):
    (folder / "linked.bvh").symlink_to(folder / "skeleton.bvh")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    (folder / ".trash").mkdir()
    (folder / "skeleton.bvh").rename(folder / ".trash" / "skeleton.bvh")
    assert list(sift(folder).sources) == [f"walk_{seed}_rot.csv" for seed in range(3)]


def test_each_folder_has_bones_of_its_own_unless_one_is_named_for_all(folder):
    world.write_tables(folder / "more", n=1)
    found = sift(folder)
    assert found.sources["more/walk_0_rot.csv"].bones() == folder / "more" / "skeleton.bvh"
    assert found.sources["walk_0_rot.csv"].bones() == folder / "skeleton.bvh"
    assert len(found.bones) == 2
    named = folder / "skeleton.bvh"
    assert sift(folder, named).sources["more/walk_0_rot.csv"].bones() == named


def test_one_file_is_itself(folder):
    found = sift(folder / "walk_1_rot.csv")
    assert list(found.sources) == ["walk_1_rot.csv"]
    assert found.sources["walk_1_rot.csv"].holds_turns
    with pytest.raises(TimbrespaceError, match="no folder"):
        sift(folder / "none")


def test_however_many_tables_folders_are_listed_once_and_heads_are_read_once(folder, monkeypatch):
    for copy in range(20):
        for kind in ("rot", "pos"):
            text = (folder / f"walk_0_{kind}.csv").read_text()
            for place in (folder, folder / "more"):
                place.mkdir(exist_ok=True)
                (place / f"copy_{copy}_{kind}.csv").write_text(text)
    listed, opened = counted(monkeypatch)
    found = sift(folder)
    clips = [each for path, each in found.sources.items() if not path.startswith("more/")]
    assert sum(len(each.parts()) == 3 for each in clips) == 23
    assert listed == {folder: 1, folder / "more": 1}
    assert set(opened) == set(folder.rglob("*.csv"))
    assert set(opened.values()) == {1}


def counted(monkeypatch):
    """How often each folder was listed and each file opened, from here on."""
    listed, opened = Counter(), Counter()

    def counting(call, counts):
        def counted(path, *args, **options):
            counts[Path(path)] += 1
            return call(path, *args, **options)

        return counted

    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, counting(getattr(os, name), listed))
    monkeypatch.setattr(Path, "open", counting(Path.open, opened))
    return listed, opened
