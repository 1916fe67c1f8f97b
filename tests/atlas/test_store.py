"""The folder: atomic tables, clear refusals, one writer."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

from timbrespace.atlas import MapRecord, Store, writing
from timbrespace.atlas.files import read_table, write_atomically, write_table
from timbrespace.errors import TimbrespaceError


def test_opening_nothing_says_how_to_build(tmp_path):
    with pytest.raises(TimbrespaceError, match="timbrespace map"):
        Store.open(tmp_path / "none.atlas")


def test_a_newer_format_is_refused(tmp_path):
    (tmp_path / "atlas.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(TimbrespaceError, match="Update timbrespace"):
        Store.open(tmp_path)


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(TimbrespaceError, match="other things"):
        Store(tmp_path).prepare()
    assert [p.name for p in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail(aside):
        aside.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, fail)
    assert path.read_text() == "old" and len(list(tmp_path.iterdir())) == 1


def test_tables_come_back_with_their_metadata(tmp_path):
    table = pd.DataFrame({"id": ["a", "b"], "x": [1.0, float("nan")]})
    write_table(tmp_path / "t.parquet", table, {"k": "v"})
    back, metadata = read_table(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(back, table, check_dtype=False)
    assert metadata == {"k": "v"}


def test_a_damaged_table_is_named(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"not parquet")
    with pytest.raises(TimbrespaceError, match="t.parquet"):
        read_table(tmp_path / "t.parquet")


def test_maps_come_back_with_their_record(tmp_path):
    store = Store(tmp_path / "a.atlas")
    store.prepare()
    record = MapRecord("m", "s:1", "umap", 2, 1, 7, {"n_neighbors": 15}, 0.9, 0.8, 0.7, 1)
    store.write_map(record, pd.DataFrame({"id": ["a"], "x": [0.0], "y": [1.0], "trust": [1.0]}))
    found, points = store.map("m")
    assert found == record and store.maps() == [record] and points["y"].tolist() == [1.0]
    with pytest.raises(TimbrespaceError, match="there are: m"):
        store.map("n")


def test_nothing_in_an_atlas_holds_a_clock(tmp_path):
    for name in ("a", "b"):
        store = Store(tmp_path / name / "x.atlas")
        store.prepare(space="s:1")
        store.write_items(pd.DataFrame({"id": ["a"]}))
    files = [sorted((tmp_path / n).rglob("*.*")) for n in ("a", "b")]
    pairs = [p for p in zip(*files, strict=True) if p[0].is_file()]
    assert len(pairs) == 2
    assert all(one.read_bytes() == other.read_bytes() for one, other in pairs)


def test_a_second_writer_is_told(tmp_path):
    code = (
        "import sys; from pathlib import Path; from timbrespace.atlas import writing\n"
        "with writing(Path(sys.argv[1])): pass"
    )
    with writing(tmp_path):
        second = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True
        )
    assert second.returncode and "being written by another process" in second.stderr
    with writing(tmp_path):
        pass
