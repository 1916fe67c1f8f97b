"""Files of the user's own are rendered as they come."""

from __future__ import annotations

import csv
import io
import zipfile

import numpy as np
import pytest

from timbrespace.app.answers import NotFound, TooLarge
from timbrespace.app.effects import batches
from timbrespace.app.effects.batches import Batches
from timbrespace.audio.decode import read
from timbrespace.audio.write import wav_bytes
from timbrespace.effects.opening import open_effect
from timbrespace.errors import TimbrespaceError

THETA = np.array([0.5, 0.3, 0.5])


@pytest.fixture
def ours():
    found = Batches()
    yield found
    found.close()


def begin(ours):
    return ours.find(ours.begin(open_effect("overdrive"), THETA)["batch"])


def noise(seed, rate=16_000):
    made = np.random.default_rng(seed).normal(0, 0.1, (1, 4_000)).astype(np.float32)
    return made, wav_bytes(made, rate, coding="float")


def unzipped(batch):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(batch.zipped())))
    assert archive.testzip() is None
    return archive, list(csv.DictReader(io.StringIO(archive.read("items.csv").decode())))


def test_a_file_comes_back_as_the_effect_makes_it(ours, tmp_path):
    batch = begin(ours)
    audio, body = noise(0)
    assert batch.add(body, "deep/one.wav")["problem"] == ""
    archive, (row,) = unzipped(batch)
    assert row["name"] == "deep/one.wav" and "drive = 50.0" in archive.read("preset.toml").decode()
    (tmp_path / "it.wav").write_bytes(archive.read(row["file"]))
    made, rate = read(tmp_path / "it.wav")
    wanted = open_effect("overdrive").apply(audio[None], THETA[None], 16_000)[0]
    assert rate == 16_000
    np.testing.assert_allclose(made, wanted, atol=1e-4)


@pytest.mark.parametrize("name", ["../../x.wav", "/", "..", "", "a\\b.mp3", "con.wav", "x" * 900])
def test_names_are_safe_and_differ(ours, name):
    batch = begin(ours)
    for _ in range(2):
        batch.add(noise(1)[1], name)
    archive, rows = unzipped(batch)
    files = [row["file"] for row in rows]
    assert len(set(files)) == 2 and set(files) < set(archive.namelist())
    assert all(file.endswith(".wav") and "/" not in file for file in files)


def test_what_is_no_sound_is_told_and_has_its_row(ours):
    batch = begin(ours)
    problem = batch.add(b"hello", "notes.wav")["problem"]
    assert "'notes.wav'" in problem and "/taken" not in problem
    batch.add(noise(2)[1], "good.wav")
    _, rows = unzipped(batch)
    assert rows[0]["missing"] and rows[0]["file"] == "" and rows[1]["file"] == "good.wav"


@pytest.mark.parametrize("bound", ["MOST_FILES", "MOST_BYTES"])
def test_a_batch_has_an_end(ours, monkeypatch, bound):
    monkeypatch.setattr(batches, bound, 1)
    batch = begin(ours)
    batch.add(noise(3)[1], "one.wav")
    with pytest.raises(TooLarge):
        batch.add(noise(3)[1], "two.wav")


def test_nothing_stays_of_a_batch_that_is_given_up(ours):
    name = ours.begin(open_effect("overdrive"), THETA)["batch"]
    batch = ours.find(name)
    batch.add(noise(4)[1], "one.wav")
    ours.forget(name)
    with pytest.raises(NotFound):
        ours.find(name)
    with pytest.raises(NotFound):
        batch.add(noise(4)[1], "late.wav")


def test_the_oldest_gives_way(ours):
    names = [
        ours.begin(open_effect("overdrive"), THETA)["batch"]
        for _ in range(batches.MOST_BATCHES + 1)
    ]
    with pytest.raises(NotFound):
        ours.find(names[0])
    assert ours.find(names[1]) and ours.find(names[-1])


@pytest.mark.parametrize("act", [lambda b: b.add(b"", "x.wav"), lambda b: b.zipped()])
def test_nothing_is_an_error(ours, act):
    with pytest.raises(TimbrespaceError):
        act(begin(ours))
