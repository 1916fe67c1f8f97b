"""Two folders become one corpus whose parts are told by a label."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from timbrespace.errors import TimbrespaceError
from timbrespace.train import sounds as all_sounds
from timbrespace.train.parted import LABEL, two_folders

from .world import RATE, write_sounds


def test_what_is_held_out_lies_in_the_second_folder(tmp_path):
    ours = write_sounds(tmp_path / "learned", 5)
    theirs = write_sounds(tmp_path / "far" / "held", 9, seconds=0.4)
    sounds = all_sounds.gather(two_folders(ours, theirs), RATE, 512, split=LABEL)
    assert {s.path.split("/")[0] for s in sounds.train} == {"learned"} and len(sounds.train) == 5
    held = [s.path for part in (sounds.validation, sounds.test) for s in part]
    assert all(path.startswith("far/held/") for path in held)
    assert (len(sounds.validation), len(sounds.test)) == (5, 4)


def test_a_folder_within_is_not_learned_from(tmp_path):
    ours = write_sounds(tmp_path / "all", 4)
    theirs = write_sounds(ours / "held", 7, seconds=0.4)
    items = two_folders(ours, theirs).items
    assert sorted(items[f"label.{LABEL}"]) == ["test"] * 3 + ["train"] * 4 + ["validation"] * 4
    assert not items["path"].duplicated().any()


def test_one_file_is_too_few_for_two_parts(tmp_path):
    ours, theirs = write_sounds(tmp_path / "a", 3), write_sounds(tmp_path / "b", 1)
    with pytest.raises(TimbrespaceError, match="one sound"):
        two_folders(ours, theirs)
