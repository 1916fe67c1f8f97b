"""From folders to trials: named pairs, and pairs drawn from labelled sounds."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.folders import holds_pairs, labelled_pairs, read_pairs

from ..test_folders import write
from ..world import noise, tone


def test_a_folder_for_each_pair(tmp_path):
    for name in ("a", "b"):
        write(tmp_path / "one" / f"{name}.wav", noise())
    for name in ("a", "b", "like-a", "like-b"):
        write(tmp_path / "bells" / "two" / f"{name}.wav", tone(300))
    assert holds_pairs(tmp_path)
    two, one = read_pairs(tmp_path)
    assert (one.name, one.condition, one.like_a) == ("one", "all", None)
    assert (two.name, two.condition, len(two.sounds)) == ("bells/two", "bells", 4)


def test_other_folders_hold_none(tmp_path):
    write(tmp_path / "drum" / "reference.wav", noise())
    assert not holds_pairs(tmp_path) and not holds_pairs(tmp_path / "nowhere")
    with pytest.raises(TimbrespaceError, match="holds no pairs"):
        read_pairs(tmp_path)


@pytest.fixture
def labelled(tmp_path):
    rows = ["file,kind,group"]
    for k in range(8):
        write(tmp_path / f"{k}.wav", tone(200 + 50 * k))
        rows.append(f"{k}.wav,{'xy'[k % 2]},take {k}")
    (tmp_path / "labels.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_pairs_of_labelled_sounds(labelled):
    trials = labelled_pairs(labelled, None, 5)
    assert [trial.name for trial in trials] == [f"pair-0{k}" for k in range(1, 6)]
    assert all(len(trial.sounds) == 4 and trial.condition == "kind" for trial in trials)


def test_a_label_that_is_not_there_is_named(labelled):
    with pytest.raises(TimbrespaceError, match="has the labels: kind"):
        labelled_pairs(labelled, "colour", 5)
