"""The ZIP holds exactly what was selected, under names that are different everywhere."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.app.backend import Backend
from timbrespace.app.export import TABLE, Exported, safe_name, unique_names, zipped
from timbrespace.app.wav import Clip
from timbrespace.errors import TimbrespaceError

from .toys import IDS, SOUNDS


def unzipped(pieces):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    rows = list(csv.DictReader(io.StringIO(archive.read(TABLE).decode(), newline="")))
    return archive, rows


def test_every_row_has_its_file_and_every_file_its_row(atlas):
    archive, rows = unzipped(Backend(atlas).export(IDS))
    assert sorted(archive.namelist()) == sorted([TABLE, *(row["file"] for row in rows)])
    assert [row["id"] for row in rows] == IDS
    for row in rows:
        path, rate, channels, seconds, offset_s, material = SOUNDS[row["id"]]
        sound = soundfile.info(io.BytesIO(archive.read(row["file"])))
        assert (sound.samplerate, sound.channels) == (rate, channels)
        assert sound.frames / rate == pytest.approx(seconds)
        assert (row["path"], row["label.material"]) == (path, material or "")
        assert float(row["offset_s"]) == (offset_s or 0.0)
        assert row["missing"] == ""


def test_whole_files_are_the_same_bytes_and_windows_the_same_samples(atlas):
    archive, rows = unzipped(Backend(atlas).export([IDS[1], IDS[5]]))
    whole, window = (archive.read(row["file"]) for row in rows)
    assert whole == (atlas.sounds / "deep/Kick.wav").read_bytes()
    expected, rate = soundfile.read(atlas.sounds / "long.wav", dtype="float32")
    cut, _ = soundfile.read(io.BytesIO(window), dtype="float32")
    assert np.array_equal(cut, expected[rate : 2 * rate])


def test_the_same_selection_gives_the_same_bytes(atlas):
    first, second = (b"".join(Backend(atlas).export(IDS)) for _ in range(2))
    assert first == second


def test_an_item_named_twice_comes_once(atlas):
    _, rows = unzipped(Backend(atlas).export([IDS[0], IDS[0]]))
    assert len(rows) == 1


def test_what_is_missing_is_said_in_the_table(own_atlas):
    (own_atlas.sounds / "kick.wav").unlink()
    archive, rows = unzipped(Backend(own_atlas).export(IDS[:2]))
    assert rows[0]["file"] == ""
    assert "kick.wav" in rows[0]["missing"]
    assert sorted(archive.namelist()) == sorted([TABLE, rows[1]["file"]])


def test_nothing_to_export_is_an_error(own_atlas):
    (own_atlas.sounds / "kick.wav").unlink()
    for ids in ([], [IDS[0]], ["ffffffffffffffff"]):
        with pytest.raises(TimbrespaceError):
            Backend(own_atlas).export(ids)


def test_memory_stays_bounded(tmp_path):
    path = tmp_path / "big.wav"
    path.write_bytes(bytes(20 << 20))
    sizes = [len(piece) for piece in zipped([Exported("big.wav", Clip(path))])]
    assert sum(sizes) > 20 << 20
    assert max(sizes) < 4 << 20


NAMES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(["a.wav", "A.wav", "a-2.wav", "items.csv", "CON", "nul.wav", "..", "/"]),
    ),
    max_size=12,
)


@given(NAMES)
def test_names_are_different_even_without_capitals(wanted):
    names = unique_names(wanted)
    assert len(names) == len(wanted)
    assert len({name.lower() for name in names} | {TABLE}) == len(names) + 1


@given(st.text(max_size=300))
def test_names_stay_in_their_folder(wanted):
    name = safe_name(wanted)
    assert name == Path(name).name
    assert name not in ("", ".", "..")
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert len(name) <= 201
    assert not name.startswith(".")


def test_ordinary_names_stay_as_they_are():
    wanted = ["kick 01.wav", "Ünder.flac", "音.ogg"]
    assert unique_names(wanted) == wanted
