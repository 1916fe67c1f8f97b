"""Labels from tables."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest

from timbrespace.corpus.joined import find, join
from timbrespace.errors import TimbrespaceError

PATHS = ["a/1.wav", "a/2.wav", "b/1.wav", "b/x.wav"]


def _csv(folder, text, name="labels.csv"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("key", ["file", "Path", "filename"])
def test_rows_are_joined_on_the_path(tmp_path, separator, key):
    rows = [[key, "kind"], ["b/1.wav", "bell"], ["a/1.wav", "wood"], ["c.wav", "none"]]
    table = _csv(tmp_path, "\n".join(separator.join(row) for row in rows))
    joined = join(table, PATHS, tmp_path)
    assert joined.columns == {"kind": ["wood", None, "bell", None]}
    assert joined.counts["labels_matched"] == 2 and joined.counts["labels_missing"] == 2
    assert joined.counts["label_rows_unused"] == 1


def test_paths_may_be_relative_to_the_table_or_bare(tmp_path):
    table = _csv(tmp_path, "file,kind\n1.wav,low\nx.wav,high\n", "b/labels.csv")
    joined = join(table, PATHS, tmp_path)
    assert joined.columns["kind"] == [None, None, "low", "high"]
    outside = _csv(tmp_path.parent, "file,kind\nx.wav,high\n1.wav,low\n", f"{tmp_path.name}.csv")
    joined = join(outside, PATHS, tmp_path)
    assert joined.columns["kind"] == [None, None, None, "high"]  # 1.wav could be either
    assert joined.counts["labels_matched_by_name"] == 1


def test_windows_slashes_dots_and_accents_are_understood(tmp_path):
    decomposed = unicodedata.normalize("NFD", "é/1.wav")
    table = _csv(tmp_path, f"file,kind\na\\1.wav,p\n./a/2.wav,q\n{decomposed},r\n")
    joined = join(table, ["a/1.wav", "a/2.wav", "é/1.wav"], tmp_path)
    assert joined.columns["kind"] == ["p", "q", "r"]


def test_which_columns_are_labels(tmp_path):
    n = 60
    frame = pd.DataFrame(
        {
            "file": [f"{i}.wav" for i in range(n)],
            "material": ["wood", "NA"] * (n // 2),
            "fold": [i % 5 for i in range(n)],
            "length": [0.1 * i for i in range(n)],
            "gain": [0.5, 1.0] * (n // 2),
            "title": [f"take {i}" for i in range(n)],
            "group": [f"g{i // 2}" for i in range(n)],
            "sample_rate": [48_000] * n,
            "nothing": [None] * n,
        }
    )
    frame.to_csv(tmp_path / "t.csv", index=False)
    frame.to_parquet(tmp_path / "t.parquet")
    for name in ("t.csv", "t.parquet"):
        joined = join(tmp_path / name, frame["file"].tolist(), tmp_path)
        assert set(joined.columns) == {"material", "fold", "gain"}
        assert joined.columns["material"][1] == "NA"
        assert joined.columns["fold"][:3] == ["0", "1", "2"]
        assert joined.every["group"][2] == "g1"
        assert set(joined.left_aside) == {"length", "title", "nothing"}


def test_the_table_in_a_folder_is_found(tmp_path):
    assert find(tmp_path) is None
    _csv(tmp_path, "name,kind\nx,y\n", "a.csv")
    assert find(tmp_path) is None
    other = _csv(tmp_path, "path;kind\nx;y\n", "b.csv")
    assert find(tmp_path) == other
    labels = _csv(tmp_path, "\ufefffile,kind\nx,y\n", "Labels.CSV")
    assert find(tmp_path) == labels


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.csv", b"name,kind\na,b\n"), ("t.csv", b""), ("t.csv", b"file,k\n\xff\xfe,x\n"),
     ("t.parquet", b"file,kind\n"), ("t.csv", b'file,k\n"a,b\n')],
)  # fmt: skip
def test_tables_that_cannot_be_used_say_why(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TimbrespaceError) as caught:
        join(tmp_path / name, PATHS, tmp_path)
    assert caught.value.remedy
