"""Clips of the study: GTZAN's layout, labelled folders, pieces made by code; split by track."""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pytest
import soundfile

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.studies.music_autoencoder import pieces

RATE_HZ = 22_050


def write(path, seconds=5.2, seed=0, rate=RATE_HZ, channels=1):
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = 0.1 * np.random.default_rng(seed).normal(size=(round(seconds * rate), channels))
    soundfile.write(path, noise, rate)


@pytest.fixture
def gtzan(tmp_path):
    """Two genres of four tracks, one file damaged as in the copies that go round."""
    for genre in ("jazz", "metal"):
        for i in range(4):
            write(tmp_path / "genres" / genre / f"{genre}.{i:05}.wav", seed=i)
    (tmp_path / "genres" / "jazz" / "jazz.00054.wav").write_bytes(b"no sound at all" * 20)
    return tmp_path


@pytest.fixture
def labelled(tmp_path):
    lines = ["file,kind,genre,track"]
    for genre in ("rock", "pop"):
        for i in range(6):
            write(tmp_path / f"{genre}{i}.wav", seed=i, rate=44_100, channels=2)
            lines.append(f"{genre}{i}.wav,rendered,{genre},{genre} {i // 2}")
    write(tmp_path / "other.wav", seed=9)
    lines.append("other.wav,real,ambient,an artist")
    (tmp_path / "labels.csv").write_text("\n".join(lines))
    return tmp_path


def cut(found, out, notes=(), seed=0):
    return pieces.cut(found, out, seed, Job("cut"), notes)


def rows(folder):
    with (folder / "labels.csv").open() as file:
        return list(csv.DictReader(file))


def test_the_layout_of_gtzan_is_known_and_its_damaged_file_is_named(gtzan, tmp_path):
    found, notes = pieces.found_in(gtzan, Job("scan"))
    assert {(c.genre, c.track) for c in found} >= {
        ("jazz", "jazz.00000"),
        ("metal", "metal.00003"),
    }
    assert len(found) == 8
    assert "jazz.00054.wav" in notes[0]
    assert "repeats" in notes[-1]
    made = cut(found, tmp_path / "out", notes)
    assert made.genres == ("jazz", "metal")
    assert sum(made.counts.values()) == 8
    assert not made.new.exists()


def test_stretches_of_a_track_never_straddle_the_split(labelled, tmp_path):
    found, notes = pieces.found_in(labelled, Job("scan"))
    made = cut(found, tmp_path / "out", notes)
    parts = defaultdict(set)
    for row in rows(made.folder):
        parts[row["group"]].add(row["part"])
        assert row["file"].startswith(row["part"] + "/")
    assert all(len(of) == 1 for of in parts.values())
    assert {part for of in parts.values() for part in of} == {"train", "validation", "test"}


def test_clips_are_alike_and_real_ones_are_the_new_music(labelled, tmp_path):
    found, notes = pieces.found_in(labelled, Job("scan"))
    made = cut(found, tmp_path / "out", notes)
    files = list((tmp_path / "out").rglob("*.wav"))
    assert {soundfile.info(f).frames for f in files} == {pieces.CLIP_SAMPLES}
    assert {(soundfile.info(f).samplerate, soundfile.info(f).channels) for f in files} == {
        (RATE_HZ, 1)
    }
    assert [row["genre"] for row in rows(made.new)] == ["ambient"]
    assert "ambient" not in made.genres
    assert made.tracks["new"] == 1


def test_every_part_has_a_table_of_its_own(labelled, tmp_path):
    made = cut(pieces.found_in(labelled, Job("scan"))[0], tmp_path / "out")
    for part in ("train", "validation", "test"):
        listed = {row["file"] for row in rows(made.folder / part)}
        there = {
            str(p.relative_to(made.folder / part)) for p in (made.folder / part).rglob("*.wav")
        }
        assert listed == there


def test_what_is_too_short_or_silent_is_counted(labelled, tmp_path):
    write(labelled / "pop0.wav", seconds=1)
    soundfile.write(labelled / "pop1.wav", np.zeros(6 * RATE_HZ), RATE_HZ)
    made = cut(pieces.found_in(labelled, Job("scan"))[0], tmp_path / "out")
    assert "2 clips are left out" in made.notes[-1]


def test_the_same_seed_cuts_the_same_and_another_splits_otherwise(tmp_path):
    found = pieces.rendered(4, 1)
    first, second = (cut(found, tmp_path / name) for name in "ab")
    assert first.fingerprint == second.fingerprint
    splits = [pieces.split(found, seed) for seed in range(4)]
    assert any(other != splits[0] for other in splits[1:])


def test_plain_data_bring_the_same_back(tmp_path):
    made = cut(pieces.rendered(3, 1), tmp_path)
    assert pieces.from_plain(pieces.as_plain(made), tmp_path) == made
    assert made.rendered


def test_a_folder_without_genres_is_said(tmp_path):
    write(tmp_path / "a.wav")
    with pytest.raises(TimbrespaceError, match="genre"):
        pieces.found_in(tmp_path, Job("scan"))


def test_two_tracks_of_a_genre_cannot_be_split():
    with pytest.raises(TimbrespaceError, match="three tracks"):
        pieces.split(pieces.rendered(2, 1), 0)
