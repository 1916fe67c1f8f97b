"""Twin of ``corpus/tables/frame.py``."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from timbrespace.corpus.tables.frame import is_table, read_frame
from timbrespace.errors import TimbrespaceError

FRAME = pd.DataFrame({"sample": ["a", "b"], "g1": [1.5, 2.0], "g2": [3.0, None]})


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.txt", "t.csv.gz", "t.TSV.GZ", "t.parquet"])
def test_every_form_gives_the_same_numbers(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("parquet"):
        FRAME.to_parquet(path)
    else:
        text = FRAME.to_csv(sep="," if "csv" in name else "\t", index=False).encode()
        path.write_bytes(gzip.compress(text) if name.lower().endswith("gz") else text)
    pd.testing.assert_frame_equal(read_frame(path), FRAME)


def test_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id;g1;g2\na;1,5;2,25\nb;0,5;3\n", encoding="utf-8-sig")
    assert read_frame(tmp_path / "t.csv").to_numpy().tolist() == [["a", 1.5, 2.25], ["b", 0.5, 3]]


def test_words_for_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,g\na,?\nb,NA\nc,\nd,-\ne,2\n")
    assert read_frame(tmp_path / "t.csv")["g"].tolist()[4] == 2
    assert read_frame(tmp_path / "t.csv")["g"].isna().sum() == 4


def test_names_in_the_index_become_a_column(tmp_path: Path) -> None:
    FRAME.set_index("sample").to_parquet(tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(read_frame(tmp_path / "t.parquet"), FRAME)
    # As R writes it: the line of names lacks one for the names of the rows.
    (tmp_path / "r.tsv").write_text("g1\tg2\na\t1.5\t3\nb\t2\tNA\n")
    read = read_frame(tmp_path / "r.tsv")
    pd.testing.assert_frame_equal(read, FRAME.rename(columns={"sample": "id"}))
    FRAME.set_index("sample").to_csv(tmp_path / "p.csv", index_label="")
    assert read_frame(tmp_path / "p.csv").columns.tolist() == ["id", "g1", "g2"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("t.csv", b"", "can't be read"),
        ("t.csv", b"one column\n1\n", "one column"),
        ("t.csv", b"a,b\n", "no rows"),
        ("t.csv", b"1,2.5\n3,4\n", "numbers where names should be"),
        ("t.csv.gz", b"\x1f\x8b\x08 cut", "can't be read"),
        ("t.parquet", b"PAR1 no", "can't be read"),
        ("t.csv", b"\xff\xfe\x00a,\x00b", "can't be read"),
        ("bell.wav", b"RIFF", "no table"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, name: str, text: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(text)
    with pytest.raises(TimbrespaceError, match=said) as caught:
        read_frame(tmp_path / name)
    assert caught.value.remedy


def test_no_file() -> None:
    assert is_table(Path("a.tsv.gz")) and not is_table(Path("a.gz"))
    with pytest.raises(TimbrespaceError, match="no file"):
        read_frame(Path("nowhere.csv"))
