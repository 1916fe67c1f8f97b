"""Twin of ``sonify/folder.py``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.sonify.world import rows
from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.folder import COUPLED, LOG, Folder, names_of
from timbrespace.sonify.plan import Plan
from timbrespace.sonify.rendering import Sounded

PLAN = Plan(
    "table:world",
    "ab",
    "cd",
    "test:sine",
    "ef",
    "01",
    "gaussian",
    (),
    "hold",
    "near",
    2.0,
    -23.0,
    0,
)


def sound(seed=0):
    audio = np.random.default_rng(seed).uniform(-0.5, 0.5, (1, 800)).astype(np.float32)
    return Sounded(audio, -30.0, 7.0)


def test_the_same_plan_goes_on_and_another_is_refused_by_what_differs(tmp_path):
    folder = Folder(tmp_path / "out")
    folder.prepare(PLAN)
    folder.prepare(PLAN)
    with pytest.raises(TimbrespaceError, match="another voice, path"):
        folder.prepare(replace(PLAN, voice="lyra", path="tour"))


def test_stops_are_part_of_a_plan_where_there_are_any(tmp_path):
    assert "stops" not in PLAN.facts()
    folder = Folder(tmp_path / "out")
    folder.prepare(replace(PLAN, stops=3))
    for other in (replace(PLAN, stops=4), PLAN):
        with pytest.raises(TimbrespaceError, match="another stops"):
            folder.prepare(other)


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(TimbrespaceError, match="other things"):
        Folder(tmp_path).prepare(PLAN)
    Folder(tmp_path).clear()
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_clearing_forgets_what_was_made_and_nothing_else(tmp_path):
    folder = Folder(tmp_path)
    folder.prepare(PLAN)
    folder.add("r0", "0.wav", sound(), 8_000)
    (tmp_path / "notes.txt").write_text("mine")
    folder.clear()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["notes.txt"]


def test_a_line_is_there_only_when_its_sound_is(tmp_path):
    folder = Folder(tmp_path)
    folder.prepare(PLAN)
    lines = [folder.add(f"r{i}", f"{i}.wav", sound(i), 8_000) for i in range(3)]
    assert list(folder.finished().values()) == lines
    assert lines[0].duration_s == 0.1 and len(lines[0].sha256) == 64
    with (tmp_path / LOG).open("a") as log:
        log.write('{"id": "r3", "pa')  # A kill in the middle of a line.
    assert len(folder.finished()) == 3
    (folder.sounds / "1.wav").unlink()
    assert list(folder.finished()) == ["r0"]
    folder.rewrite(lines[:1])
    assert (tmp_path / LOG).read_text().count("\n") == 1


def test_silence_has_no_loudness_in_the_log(tmp_path):
    folder = Folder(tmp_path)
    folder.prepare(PLAN)
    folder.add("r0", "0.wav", replace(sound(), loudness_lufs=float("nan")), 8_000)
    assert folder.finished()["r0"].loudness_lufs is None


def test_where_items_lie_in_the_voice_is_read_again(tmp_path):
    folder = Folder(tmp_path)
    points, rows_ = np.ones((2, 3), np.float32), np.arange(15, dtype=np.float32).reshape(5, 3)
    folder.keep(COUPLED, {"points": points, "rows": rows_, "offsets": np.array([0, 2, 5])})
    found, runs = folder.coupled()
    assert np.array_equal(found, points)
    assert [len(run) for run in runs] == [2, 3] and np.array_equal(runs[1], rows_[2:])
    with pytest.raises(TimbrespaceError):
        Folder(tmp_path / "none").coupled()


def test_runs_come_back_as_they_were_kept(tmp_path):
    folder = Folder(tmp_path)
    kept = [np.full((n, 3), n, np.float32) for n in (2, 5, 1)]
    folder.keep_runs("sent.safetensors", kept)
    for run, own in zip(folder.runs("sent.safetensors"), kept, strict=True):
        assert np.array_equal(run, own) and run.dtype == np.float32
    folder.keep_runs(COUPLED, [], points=np.ones((4, 2), np.float32))
    points, runs = folder.coupled()
    assert points.shape == (4, 2) and runs == [], "items that stand still"


def test_names_are_safe_and_unique():
    items = rows()
    items.table["title"] = "../../etc/ä b?"
    names = names_of(items)
    assert len(set(names)) == len(items)
    assert all("/" not in name and not name.startswith(".") for name in names)
