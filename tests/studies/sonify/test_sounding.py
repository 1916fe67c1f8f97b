"""Held-out items come first, classes in turn; a stop changes nothing; another plan begins anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.jobs import Job
from timbrespace.sonify.folder import Folder
from timbrespace.sonify.posterior import Posterior
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.studies.sonify.sounding import (
    Sounding,
    chosen,
    is_held_out,
    read_sounds,
    sent_of,
    taken,
)

from ...sonify.world import World, clips, moving_world, rows, world


@pytest.fixture(scope="module")
def bells():
    return open_voice("stream:bells")


@pytest.fixture(scope="module")
def home(bells):
    return Posterior(bells.usual()[:200], "At home.")


def test_held_out_items_come_first_and_classes_in_turn():
    items = chosen(rows(24), "kind", 9)
    assert len(items) == 9 and is_held_out(items).sum() == 6
    counts = items.table["label.kind"].value_counts()
    assert counts.max() - counts.min() <= 1
    assert chosen(rows(24), "kind", 9).table.equals(items.table)


def test_items_keep_their_rows():
    items = clips(6)
    some = taken(items, [4, 1])
    assert some.table["id"].tolist() == ["c4", "c1"]
    assert np.array_equal(some.rows(0), items.rows(4))
    assert np.array_equal(some.rows(1), items.rows(1)) and some.moves


def test_rows_are_held_for_as_long_as_asked(bells, home, tmp_path):
    sounding = Sounding(world(), chosen(rows(), "kind", 3), bells, home, 0.5, 0)
    folder = Folder(tmp_path / "a")
    lines = sounding.write(folder, "gaussian", Job("study"))
    sounds = list(read_sounds(folder, lines))
    assert [rate for _, rate in sounds] == [bells.sample_rate] * 3
    assert all(s.shape[1] == pytest.approx(24_000, abs=bells.hop) for s, _ in sounds)
    assert [run.shape[1] for run in sent_of(folder)] == [len(bells.dims)] * 3
    assert all(np.ptp(run, axis=0).max() == 0 for run in sent_of(folder))


def test_clips_move_the_voice(bells, home, tmp_path):
    space = moving_world()
    sounding = Sounding(space, space.items(), bells, home, 0.5, 0)
    folder = Folder(tmp_path / "a")
    assert len(sounding.write(folder, "random", Job("study"))) == 6
    assert all(np.ptp(run, axis=0).max() > 0 for run in sent_of(folder))
    assert folder.about()["plan"]["path"] == "motion"


def test_what_is_there_stays_and_another_plan_begins_anew(bells, home, tmp_path):
    folder = Folder(tmp_path / "a")
    items = chosen(rows(), "kind", 3)
    sounding = Sounding(World(rows()), items, bells, home, 0.5, 0)
    first = sounding.write(folder, "gaussian", Job("study"))
    times = [(folder.sounds / line.path).stat().st_mtime_ns for line in first]
    assert sounding.write(folder, "gaussian", Job("study")) == first
    assert [(folder.sounds / line.path).stat().st_mtime_ns for line in first] == times
    other = replace(sounding, seconds=0.6)
    assert other.is_of_another(folder) and not sounding.is_of_another(folder)
    assert not other.is_of_another(Folder(tmp_path / "none"))
    (folder.path / "heard.safetensors").write_bytes(b"of the old ones")
    shorter = other.write(folder, "gaussian", Job("study"))
    assert shorter[0].duration_s > first[0].duration_s
    assert not (folder.path / "heard.safetensors").exists()
