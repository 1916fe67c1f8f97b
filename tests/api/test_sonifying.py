"""Data made heard, as a caller does it."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

import timbrespace
from tests.sonify.voice import SineVoice
from tests.sonify.world import World, clips, moving_world, rows, world
from timbrespace.api.sonifying import learned_on, sonify
from timbrespace.audio.decode import read
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.listening.abx.folders import labelled_pairs
from timbrespace.sonify.folder import Folder

QUICK = {"seconds": 0.5, "methods": ("pca",)}


def made(out, space=None, **how):
    return sonify(space or world(), SineVoice(), out, **{**QUICK, **how})


def bytes_of(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if path.name != ".lock" and "map.atlas" not in path.parts
    }


def test_rows_become_sounds_a_piece_and_a_map_that_plays_them(tmp_path):
    done = made(tmp_path / "out")
    assert [line.id for line in done.lines] == rows().table["id"].tolist()
    audio, rate = read(done.sound(3))
    assert rate == 8_000 and audio.shape[1] == 4_000
    sheet = pd.read_csv(tmp_path / "out" / "cues.csv")
    assert sorted(sheet["id"]) == sorted(rows().table["id"])
    piece, _ = read(tmp_path / "out" / "piece.wav")
    assert piece.shape[1] / rate == pytest.approx(sheet["end_s"].max(), abs=1e-3)
    atlas = timbrespace.open(done.atlas)  # Where its sounds lie is known by now.
    assert [record.method for record in atlas.maps()] == ["pca"]
    assert atlas.sound_path(atlas.items["id"][3]) == done.sound(3).resolve()
    assert any("24 items" in note for note in done.notes)
    assert any("270 that sound" in note for note in done.notes)


def test_items_sound_as_the_coupling_says(tmp_path):
    done = made(tmp_path / "out", atlas=False)
    points, _ = Folder(tmp_path / "out").coupled()
    assert np.array_equal(points, done.coupling.apply(rows().means()))
    for index in (0, 7, 20):
        audio, rate = read(done.sound(index))
        spectrum = np.abs(np.fft.rfft(audio[0] * np.hanning(audio.shape[1])))
        heard_hz = spectrum.argmax() * rate / audio.shape[1]
        assert heard_hz == pytest.approx(300 * 2 ** points[index, 0], abs=4)


def test_clips_move_as_long_as_they_do_and_have_their_figures(tmp_path):
    done = made(tmp_path / "out", moving_world(), seconds=None)
    lengths_s = np.diff(clips().offsets) / 30.0
    assert [line.duration_s for line in done.lines] == pytest.approx(lengths_s.tolist(), abs=0.02)
    _, runs = Folder(tmp_path / "out").coupled()
    assert [len(run) for run in runs] == np.diff(clips().offsets).tolist()
    assert set(timbrespace.open(done.atlas).items["kind"]) == {"clip"}


def test_what_was_stopped_goes_on_to_the_same_bytes(tmp_path):
    made(tmp_path / "whole", atlas=False)
    job = Job("sonify")
    job.listen(lambda job: job.cancel() if job.unit == "s" and job.done > 0 else None)
    with pytest.raises(Cancelled):
        made(tmp_path / "stopped", atlas=False, job=job)
    made(tmp_path / "stopped", atlas=False)
    assert bytes_of(tmp_path / "stopped") == bytes_of(tmp_path / "whole")


def test_another_request_does_not_mix_with_what_is_there(tmp_path):
    made(tmp_path / "out", atlas=False, piece=False)
    with pytest.raises(TimbrespaceError, match="another path"):
        made(tmp_path / "out", atlas=False, path="tour")
    again = made(tmp_path / "out", atlas=False, path="tour", again=True)
    assert json.loads((tmp_path / "out" / "sonify.json").read_text())["plan"]["path"] == "tour"
    assert len(again.lines) == 24


@pytest.mark.parametrize("path", ["hold", "slerp", "tour"])
def test_labels_are_not_looked_at(tmp_path, path):
    items = rows()
    items.table["label.kind"] = items.table["label.kind"].to_numpy()[::-1]
    items.table["title"] = rows().table["title"]
    made(tmp_path / "one", atlas=False, path=path)
    made(tmp_path / "other", World(items), atlas=False, path=path)
    one, other = (bytes_of(tmp_path / name / "sounds") for name in ("one", "other"))
    assert one.pop("labels.csv") != other.pop("labels.csv")
    assert one == other


def test_ears_are_asked_about_the_labels_of_what_was_sonified(tmp_path):
    done = made(tmp_path / "out", atlas=False, piece=False)
    trials = labelled_pairs(tmp_path / "out" / "sounds", "kind", 5)
    kinds = dict(zip(map(done.sound, range(24)), rows().table["label.kind"], strict=True))
    heard = {read(path)[0].tobytes(): kind for path, kind in kinds.items()}
    for trial in trials:
        a, b, like_a, like_b = (
            heard[np.asarray(sound).tobytes()] for sound in trial.sounds.values()
        )
        assert a == like_a != b == like_b


def test_the_one_column_of_order_is_followed_and_that_is_said(tmp_path):
    done = made(tmp_path / "time", atlas=False, path="slerp")
    assert any("by 'time'" in note for note in done.notes)
    assert json.loads((tmp_path / "time" / "sonify.json").read_text())["plan"]["order"] == "time"
    sheet = pd.read_csv(tmp_path / "time" / "cues.csv")
    assert (sheet.groupby(sheet.index // 4)["time"].diff().dropna() > 0).all()
    asked = made(tmp_path / "asked", atlas=False, path="slerp", order="time")
    assert not any("--order" in note for note in asked.notes)
    assert bytes_of(tmp_path / "asked" / "sounds") == bytes_of(tmp_path / "time" / "sounds")
    near = made(tmp_path / "clips", moving_world(), atlas=False)
    assert any("--order near" in note for note in near.notes)


def test_a_tour_has_as_many_stops_as_are_asked_for(tmp_path):
    usual = made(tmp_path / "3", atlas=False, piece=False, path="tour")
    made(tmp_path / "3", atlas=False, piece=False, path="tour", stops=3)
    many = made(tmp_path / "5", atlas=False, piece=False, path="tour", stops=5)
    assert not np.array_equal(read(usual.sound(0))[0], read(many.sound(0))[0])
    with pytest.raises(TimbrespaceError, match="another stops"):
        made(tmp_path / "3", atlas=False, piece=False, path="tour", stops=5)


def test_labels_that_were_lost_are_written_again(tmp_path):
    made(tmp_path / "out", atlas=False, piece=False)
    whole = bytes_of(tmp_path / "out")
    (tmp_path / "out" / "sounds" / "labels.csv").unlink()
    made(tmp_path / "out", atlas=False, piece=False)
    assert bytes_of(tmp_path / "out") == whole


def test_the_coupling_is_learned_on_what_the_space_was_trained_with(tmp_path):
    items = rows()
    assert len(learned_on(items)) == (items.table["part"] == "train").sum()
    moved = rows()
    moved.latents[items.table["part"].to_numpy() == "test"] += 5
    one = made(tmp_path / "one", atlas=False, piece=False).coupling
    other = made(tmp_path / "other", World(moved), atlas=False, piece=False).coupling
    assert np.array_equal(one.apply(items.latents), other.apply(items.latents))


def test_other_data_sounds_by_the_same_coupling(tmp_path):
    new = rows(8, seed=0)
    space = World(rows(), others={"new.csv": new})
    one = made(tmp_path / "one", space, atlas=False)
    other = made(tmp_path / "other", space, data="new.csv", atlas=False)
    assert len(other.lines) == 8
    assert np.array_equal(other.points, one.coupling.apply(new.latents))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"how": "sorcery"}, "gaussian"),
        ({"path": "motion"}, "do not move"),
        ({"order": "dose"}, "time"),
        ({"seconds": 0.01}, "0.4"),
        ({"path": "tour", "stops": 0}, "1 to 64"),
        ({"path": "course", "order": "near"}, "--tour-of LABEL"),
        ({"path": "slerp", "tour_of": "kind"}, "takes no path 'slerp'"),
        ({"tour_of": "tissue"}, "no label 'tissue'"),
        ({"how": "words"}, "surrogate"),
    ],
)
def test_what_will_not_do_is_said_before_anything_is_made(tmp_path, asked, said):
    with pytest.raises(TimbrespaceError, match=said):
        made(tmp_path / "out", **asked)
    assert not list((tmp_path / "out").rglob("*.wav"))


def test_a_course_is_one_sound_of_a_group_and_the_map_plays_each_items_part(tmp_path):
    done = made(tmp_path / "out", path="course")
    sounds = sorted((tmp_path / "out" / "sounds").glob("*.wav"))
    assert [path.name for path in sounds] == [f"000{i}-g{i}.wav" for i in range(6)]
    audio, rate = read(done.sound(0))
    assert audio.shape[1] / rate == pytest.approx(4 * 0.5, abs=0.01), "four items of half a second"
    assert done.sound(0) == done.sound(3), "of the same group"
    # The first by time is heard first, and its own part sounds as its latent says.
    for index in (3, 2, 1, 0):
        line = done.lines[index]
        assert line.offset_s == pytest.approx((3 - index) * 0.5, abs=0.01)
        middle = round((line.offset_s + line.duration_s / 2) * rate)
        part = audio[0, middle - 400 : middle + 400] * np.hanning(800)
        heard_hz = np.abs(np.fft.rfft(part, 8_000)).argmax() * rate / 8_000
        assert heard_hz == pytest.approx(300 * 2 ** done.points[index, 0], rel=0.03)
    atlas = timbrespace.open(done.atlas)
    assert atlas.items["offset_s"].tolist() == pytest.approx([x.offset_s for x in done.lines])
    assert atlas.sound_path(atlas.items["id"][3]) == done.sound(3).resolve()
    assert any("24 items in 6 courses" in note for note in done.notes)


def test_cues_of_a_course_follow_its_order_and_last_as_long_as_the_piece(tmp_path):
    made(tmp_path / "out", path="course", atlas=False)
    sheet = pd.read_csv(tmp_path / "out" / "cues.csv")
    assert len(sheet) == 24 and sheet["file"].nunique() == 6
    assert (sheet.groupby("file")["time"].diff().dropna() > 0).all()
    piece, rate = read(tmp_path / "out" / "piece.wav")
    assert piece.shape[1] / rate == pytest.approx(sheet["end_s"].max(), abs=1e-3)


def test_a_course_that_was_stopped_goes_on_to_the_same_bytes(tmp_path):
    how = {"atlas": False, "path": "course", "seconds": 10.0}
    made(tmp_path / "whole", **how)
    job = Job("sonify")
    job.listen(lambda job: job.cancel() if job.unit == "s" and job.done > 0 else None)
    with pytest.raises(Cancelled):
        made(tmp_path / "stopped", **how, job=job)
    made(tmp_path / "stopped", **how)
    assert bytes_of(tmp_path / "stopped") == bytes_of(tmp_path / "whole")


def test_a_tour_of_a_label_is_one_sound_of_each_class(tmp_path):
    done = made(tmp_path / "out", tour_of="kind", atlas=False)
    table = pd.read_csv(tmp_path / "out" / "sounds" / "labels.csv")
    assert table["kind"].tolist() == ["k0", "k1", "k2"]
    sheet = pd.read_csv(tmp_path / "out" / "cues.csv")
    assert (sheet.groupby("file")["kind"].nunique() == 1).all()
    assert json.loads((tmp_path / "out" / "sonify.json").read_text())["plan"]["tour_of"] == "kind"
    assert len(done.lines) == 24
    with pytest.raises(TimbrespaceError, match="another order, tour of"):
        made(tmp_path / "out", path="course", atlas=False)


def test_what_moves_is_also_measured_as_it_moves(tmp_path):
    done = made(tmp_path / "out", moving_world(), seconds=None, atlas=False, piece=False)
    means, sent = (note for note in done.notes if "where the voice is at home" in note
                   or "sent on its way" in note)  # fmt: skip
    assert "(their means)" in means and "(--path)" in sent
    held = made(tmp_path / "held", atlas=False, piece=False)
    assert not any("sent on its way" in note for note in held.notes)


def test_latents_that_hardly_differ_are_not_passed_for_data(tmp_path):
    flat = rows()
    flat.latents[:] *= 1e-3
    done = made(tmp_path / "out", World(flat), atlas=False, piece=False)
    assert done.notes[0].startswith("Doubtful: The latents hardly differ")
    assert not made(tmp_path / "sure", atlas=False, piece=False).notes[0].startswith("Doubtful")
