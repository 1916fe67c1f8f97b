"""Twin of ``spaces/data/table.py``."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.corpus.tables.table import read
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data.base import DataSpace
from timbrespace.spaces.data.table import COLUMNS, TableSpace, open_folder

from ...train.table.world import N_ROWS, QUICK, frame, write
from ...train.world import MACHINE


@pytest.fixture(scope="module")
def space(tmp_path_factory) -> TableSpace:
    from timbrespace.api.training import train

    folder = tmp_path_factory.mktemp("table")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRESPACE_CONFIG", str(folder / "config"))
        made = train("table", write(folder), folder / "genes.space", changes=QUICK,
                     machine=MACHINE, measure=False)  # fmt: skip
    return open_folder(made.folder)


def test_it_is_a_data_space_whose_items_are_its_rows(space: TableSpace) -> None:
    assert isinstance(space, DataSpace) and space.rate_hz is None
    items = space.items()
    assert len(items) == N_ROWS and not items.moves
    assert items.labels() == ["tissue"] and items.table["order.dose"].is_monotonic_increasing
    parts = items.table["part"].value_counts()
    assert set(parts.index) == {"train", "validation", "test"} and parts["test"] == 18
    low, high = (np.array([getattr(dim, end) for dim in space.dims]) for end in ("low", "high"))
    train = items.means()[(items.table["part"] == "train").to_numpy()]
    assert np.allclose(train.min(axis=0), low, atol=1e-4)
    assert np.allclose(train.max(axis=0), high, atol=1e-4)


def test_the_same_table_again_gives_the_same_latents(space: TableSpace, tmp_path: Path) -> None:
    again = space.read(write(tmp_path))
    assert np.array_equal(again.latents, space.items().latents)
    assert again.table["id"].tolist() == space.items().table["id"].tolist()
    assert set(again.table["part"]) == {""}


def test_columns_may_come_in_any_order_and_either_way_up(
    space: TableSpace, tmp_path: Path
) -> None:
    made = frame().drop(columns=["tissue", "dose"])
    made.to_csv(tmp_path / "up.csv", index=False)
    made[[*made.columns[:1], *made.columns[:0:-1]]].to_parquet(tmp_path / "shuffled.parquet")
    made.set_index("sample").T.rename_axis("x").to_csv(tmp_path / "side.csv")
    up = space.read(tmp_path / "up.csv").latents
    assert np.array_equal(space.read(tmp_path / "shuffled.parquet").latents, up)
    assert np.allclose(space.read(tmp_path / "side.csv").latents, up, atol=1e-5)


def test_columns_that_lack_are_filled_in_and_said(space: TableSpace, tmp_path: Path) -> None:
    made = frame().drop(columns=["g03", "g07"])
    made.to_csv(tmp_path / "less.csv", index=False)
    table = space.fitting(read(tmp_path / "less.csv"))
    assert table.columns == space.columns and "2 columns are not there" in table.notes[-1]
    whole = frame().assign(g03=space.scaling.fill[3], g07=space.scaling.fill[7])
    whole.to_csv(tmp_path / "whole.csv", index=False)
    assert np.allclose(space.encode(table.values), space.read(tmp_path / "whole.csv").latents,
                       atol=1e-4)  # fmt: skip
    few = pd.DataFrame({"sample": ["a", "b"], "g01": [1, 2], "other": [3, 4]})
    few.to_csv(tmp_path / "few.csv", index=False)
    with pytest.raises(TimbrespaceError, match="1 of the 30 columns"):
        space.read(tmp_path / "few.csv")


def test_rows_come_back_however_many_there_are(space: TableSpace) -> None:
    latents = space.items().latents
    many = np.tile(latents, (4, 1))
    rows = space.decode(many)
    assert rows.shape == (4 * N_ROWS, 30) and rows.dtype == np.float32
    assert np.allclose(rows[:N_ROWS], space.decode(latents), atol=1e-2)
    assert space.decode(latents[:0]).shape == (0, 30)
    # In the table's own units: near the rows that they are of.
    known = frame()[list(space.columns)].to_numpy(np.float32)
    assert np.abs(rows[:N_ROWS] - known).mean() < 0.5 * np.abs(known - known.mean(axis=0)).mean()


def test_a_folder_whose_columns_are_gone_is_said(space: TableSpace, tmp_path: Path) -> None:
    folder = tmp_path / "copy.space"
    shutil.copytree(space._folder, folder)
    pd.read_parquet(folder / COLUMNS).iloc[:-1].to_parquet(folder / COLUMNS)
    with pytest.raises(TimbrespaceError, match="29 where the network has 30"):
        open_folder(folder)
    (folder / COLUMNS).unlink()
    with pytest.raises(TimbrespaceError, match="what the columns are"):
        open_folder(folder)
