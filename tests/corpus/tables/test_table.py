"""Twin of ``corpus/tables/table.py``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from timbrespace.corpus.tables.table import read
from timbrespace.errors import TimbrespaceError

TEXT = """sample,label,time,batch,g1,g2,g3
a,x,1,b1,0.5,1,2
b,y,2,b1,1.5,,2
c,x,3,b2,inf,4,2
d,,4,b2,,,2
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "t.csv").write_text(TEXT)
    return tmp_path / "t.csv"


def test_missing_values_are_counted_and_said(path: Path) -> None:
    table = read(path, labels=["label"], group="batch")
    assert table.names == ("a", "b", "c") and table.left_out == ("d",)
    assert table.columns == ("g1", "g2", "g3") and table.values.dtype == np.float32
    assert table.n_missing == 2
    assert np.isnan(table.values[1, 1]) and np.isnan(table.values[2, 0])
    assert table.groups == ("b1", "b1", "b2")
    assert table.labels == {"label": ("x", "y", "x")}
    assert table.orders["time"].tolist() == [1, 2, 3]
    said = " ".join(table.notes)
    assert "2 of 9 values are missing" in said and "1 items left out" in said
    assert "Its rows are the items" in said and "in the order of time" in said


def test_both_ways_up_give_the_same_items(tmp_path: Path) -> None:
    (tmp_path / "up.csv").write_text("sample,g1,g2\na,1,2\nb,3,4\nc,5,6\n")
    (tmp_path / "side.csv").write_text("gene,a,b,c\ng1,1,3,5\ng2,2,4,6\n")
    up, side = read(tmp_path / "up.csv"), read(tmp_path / "side.csv")
    assert not up.turned and side.turned
    assert up.names == side.names and up.columns == side.columns
    assert np.array_equal(up.values, side.values) and up.ids() == side.ids()
    assert "it was turned" in side.notes[0]


def test_ids_are_those_of_name_and_numbers(path: Path) -> None:
    table = read(path)
    assert len(set(table.ids())) == len(table)
    assert table.ids() == read(path).ids()
    path.write_text(TEXT.replace("0.5", "0.6"))
    other = read(path)
    assert other.ids()[0] != table.ids()[0] and other.ids()[1:] == table.ids()[1:]


def test_taking_keeps_things_together(path: Path) -> None:
    table = read(path, labels=["label"])
    some = table.take(np.array([2, 0]))
    assert some.names == ("c", "a") and some.labels["label"] == ("x", "x")
    assert np.array_equal(some.values, table.values[[2, 0]], equal_nan=True)
    assert some.orders["time"].tolist() == [3, 1]


def test_rows_without_names_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("g1,g2\n1,2\n1,4\n")
    table = read(tmp_path / "t.csv")
    assert table.names == ("row 1", "row 2") == table.groups


def test_dates_are_an_order_in_days(tmp_path: Path) -> None:
    import pandas as pd

    days = pd.Series(pd.to_datetime(["1970-01-02T00:00", None, "1970-01-03T12:00"]))
    frame = pd.DataFrame({"when": days, "zone": days.dt.tz_localize("UTC"), "g1": [1, 2, 4],
                          "lasted": pd.to_timedelta([1, 2, 3], "D")})  # fmt: skip
    frame.to_parquet(tmp_path / "t.parquet")
    table = read(tmp_path / "t.parquet")
    assert table.columns == ("g1",)
    assert table.orders["lasted"].tolist() == [1, 2, 3]
    for name in ("when", "zone"):
        assert np.allclose(table.orders[name], [1, np.nan, 2.5], equal_nan=True)


def test_nothing_left(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("sample,g1,g2,g3\na,1,,\nb,,2,\nc,,,3\n")
    with pytest.raises(TimbrespaceError, match="More than half of each row"):
        read(tmp_path / "t.csv", transpose=False)


@pytest.mark.shared
def test_real_genes_are_seen_as_they_lie(shared: Path) -> None:
    genes = shared / "data" / "genes"
    lying = read(genes / "khan_srbct_genes_by_samples.tsv.gz")
    stood = read(genes / "khan_srbct_islp.tsv.gz")
    assert lying.turned and not stood.turned
    assert lying.names == stood.names and lying.columns == stood.columns
    assert np.array_equal(lying.values, stood.values)
    assert len(set(stood.labels["label"])) == 4
