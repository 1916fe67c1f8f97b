"""The label is the one named, the usual one or the only one, and known before any training."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data import opening
from timbrespace.studies.sonify import synthetic
from timbrespace.studies.sonify.labels import label_of, labels_in

from ...sonify.world import World, rows


@pytest.mark.parametrize(
    ("names", "asked", "chosen"),
    [
        (["label", "tissue"], "", "label"),
        (["label", "tissue"], "tissue", "tissue"),
        (["tissue"], "", "tissue"),
        (["content"], "tissue", "content"),  # Asked of the other kind of data.
    ],
)
def test_named_usual_or_only(names, asked, chosen):
    assert label_of(names, asked, "label", "genes.csv") == chosen


@pytest.mark.parametrize(
    ("names", "said", "remedy"),
    [
        ([], "'genes.csv' has no label", "Add a column"),
        (["tissue", "stage"], "several labels, and none is called 'label'",
         "--label: tissue, stage"),
    ],
)  # fmt: skip
def test_where_none_can_be_chosen_it_is_said_which_there_are(names, said, remedy):
    with pytest.raises(TimbrespaceError, match=said) as raised:
        label_of(names, "", "label", "genes.csv")
    assert remedy in raised.value.remedy


def test_a_tables_labels_are_found_without_training(tmp_path):
    file = synthetic.write_table(tmp_path / "genes.csv")
    assert labels_in("table", file, trained=False) == ["label"]
    file.write_text(file.read_text().replace("label", "tissue", 1))
    assert labels_in("table", file, trained=False) == ["tissue"]


def test_a_folder_of_clips_is_not_read_for_its_labels(tmp_path):
    folder = synthetic.write_motion(tmp_path / "motion")
    for clip in folder.glob("*.bvh"):
        clip.write_text("no motion in it")
    assert labels_in("motion", folder, trained=False) == ["content"]


def test_a_trained_space_says_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "open_data", lambda place: World(rows(8)))
    assert labels_in("table", tmp_path, trained=True) == ["kind"]
