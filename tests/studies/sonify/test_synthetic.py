"""What code makes can be read, is the same again, and differs where it should."""

from __future__ import annotations

import csv

import numpy as np

from timbrespace.corpus.motion.folder import read_clips
from timbrespace.studies.sonify.synthetic import (
    CLASSES,
    GESTURES,
    N_COLUMNS,
    PER_CLASS,
    TAKES,
    write_motion,
    write_table,
)


def rows_of(path):
    with path.open(newline="") as file:
        return list(csv.reader(file))


def test_a_table_has_classes_and_the_seed_decides(tmp_path):
    head, *rows = rows_of(write_table(tmp_path / "a.csv"))
    assert head[:2] == ["sample", "label"] and len(head) == 2 + N_COLUMNS
    assert len(rows) == CLASSES * PER_CLASS
    assert rows_of(write_table(tmp_path / "b.csv"))[1:] == rows
    assert rows_of(write_table(tmp_path / "c.csv", seed=1))[1:] != rows


def test_classes_lie_apart_and_overlap_a_little(tmp_path):
    _, *rows = rows_of(write_table(tmp_path / "a.csv"))
    x = np.array([row[2:] for row in rows], float)
    y = np.array([row[1] for row in rows])
    centres = np.stack([x[y == name].mean(axis=0) for name in sorted(set(y))])
    nearest = np.square(x[:, None] - centres).sum(axis=2).argmin(axis=1)
    right = (np.array(sorted(set(y)))[nearest] == y).mean()
    assert 0.6 < right <= 1.0


def test_every_clip_can_be_read_and_has_its_gesture(tmp_path):
    clips = read_clips(write_motion(tmp_path / "motion"), rate_hz=30.0)
    assert len(clips.clips) == len(GESTURES) * TAKES and not clips.left_out
    assert {each.labels["content"] for each in clips.clips} == set(GESTURES)
    assert clips.skeleton.names[0] == "Hips" and len(clips.skeleton.names) == 7
