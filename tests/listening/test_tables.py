"""CSV files of listeners: found, read line by line, or refused."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.tables import check_one_test, csv_files, has_column, read_rows


def test_lines_are_counted_as_an_editor_does(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\ufefflistener,x\nann,A\nbob,B\n", encoding="utf-8")
    assert list(read_rows(path, ["x"])) == [
        (2, {"listener": "ann", "x": "A"}), (3, {"listener": "bob", "x": "B"}),
    ]  # fmt: skip
    assert has_column(path, "listener") and not has_column(path, "y")


def test_files_and_folders(tmp_path):
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_text("x\n1\n")
    assert [path.name for path in csv_files([tmp_path, tmp_path / "b.csv"])] == [
        "a.csv", "b.csv", "b.csv",
    ]  # fmt: skip
    with pytest.raises(TimbrespaceError, match="no results"):
        csv_files([])


def test_what_is_no_table_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TimbrespaceError, match="cannot be read"):
        has_column(tmp_path / "a.csv", "x")
    with pytest.raises(TimbrespaceError, match="2 different tests"):
        check_one_test(["a", "b", "a"])
