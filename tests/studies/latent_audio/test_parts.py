"""What a study runs on, and what it says of it."""

from __future__ import annotations

import pandas as pd
import pytest

import timbrespace
from tests.studies.conftest import write_noise
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.studies.latent_audio import recordings
from timbrespace.studies.latent_audio.parts import (
    flow_folds,
    hold_blocks,
    own_sounds,
    true_factors,
)


def part_of(folder, out):
    return own_sounds(folder, out, Job("test"))


def test_named_recordings_are_cut_grouped_and_said_to_be_confounded(named_recordings, tmp_path):
    part = part_of(named_recordings, tmp_path)
    assert part.window_s == recordings.WINDOW_S and part.blocked
    assert [g.column for g in part.groupings] == ["group", "block"]
    assert [g.most_per_group for g in part.groupings] == [50, 3]
    assert "probes are asked about 50 of each recording" in part.notes[0]
    assert part.groupings[0].n_folds == 2, "each material is in two recordings only"
    said = " ".join(part.notes)
    assert "8 of 8 combinations" in said and "upper bound" in said


def test_blocks_are_a_column_of_the_atlas(named_recordings, tmp_path, random_weights):
    part = part_of(named_recordings, tmp_path)
    atlas = timbrespace.api.encode(
        part.sounds, space="yamnet:0", atlas=part.atlas, weights=str(random_weights),
        labels=part.labels, window_s=part.window_s,
    )  # fmt: skip
    hold_blocks(atlas)
    items = timbrespace.open(part.atlas).items
    assert len(items) == 8 * 66
    assert set(items["group"]) == {"MT", "MR", "WT", "WR", "GT", "GR", "ST", "SR"}
    assert items["label.block"].nunique() == 8 * 3
    assert (items.groupby("label.block")["group"].nunique() == 1).all()


def test_a_table_of_labels_comes_before_names(labelled_sounds, tmp_path):
    part = part_of(labelled_sounds, tmp_path)
    assert part.window_s is None and part.labels is None
    assert [g.column for g in part.groupings] == ["group", "source"]
    assert not any(g.most_per_group for g in part.groupings)
    assert part.groupings[1].n_folds == 2


def test_files_without_groups_are_said_to_be_their_own(labelled_sounds, tmp_path):
    table = labelled_sounds / "labels.csv"
    rows = [line.split(",")[:3] for line in table.read_text().splitlines()]
    table.write_text("\n".join(",".join(row) for row in rows) + "\n")
    assert "group of its own" in " ".join(part_of(labelled_sounds, tmp_path).notes)


def test_sounds_without_either_are_refused_with_a_remedy(tmp_path):
    write_noise(tmp_path / "sounds" / "a.wav", 0.5)
    with pytest.raises(TimbrespaceError, match="labels.csv"):
        part_of(tmp_path / "sounds", tmp_path / "out")


def test_a_changed_label_changes_the_fingerprint(labelled_sounds, tmp_path):
    before = part_of(labelled_sounds, tmp_path).fingerprint
    assert part_of(labelled_sounds, tmp_path).fingerprint == before
    table = labelled_sounds / "labels.csv"
    table.write_text(table.read_text().replace("0.wav,wood,hit", "0.wav,metal,hit"))
    assert part_of(labelled_sounds, tmp_path).fingerprint != before


def test_synthetic_sounds_are_made_once_and_said_to_be_synthetic(tmp_path):
    part = true_factors(tmp_path, 2, 0, Job("test"))
    before = {p: p.stat().st_mtime_ns for p in part.sounds.glob("*.wav")}
    assert len(before) == 48
    again = true_factors(tmp_path, 2, 0, Job("test"))
    assert {p: p.stat().st_mtime_ns for p in part.sounds.glob("*.wav")} == before
    assert again == part and "not recordings" in part.notes[0]


@pytest.mark.parametrize(("n_groups", "folds"), [(1, 2), (2, 2), (3, 3), (20, 3)])
def test_a_flow_has_no_more_folds_than_its_classes_can_be_read_in(n_groups, folds):
    rows = [(m, a, f"{m}{a}{g}") for m in "ab" for a in "xy" for g in range(n_groups)]
    items = pd.DataFrame(rows, columns=["label.material", "label.action", "group"])
    assert flow_folds(items, 3) == folds  # Each class is in twice as many groups.
