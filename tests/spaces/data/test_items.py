"""Twin of ``spaces/data/items.py``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data import items as data_items
from timbrespace.spaces.data.items import DataItems, offsets_of


def moving() -> DataItems:
    table = pd.DataFrame(
        {"id": ["a", "b"], "title": ["a", "b"], "group": ["a", "b"], "part": ["train", "test"]}
    )
    latents = np.arange(10, dtype=np.float32).reshape(5, 2)
    return DataItems(table.assign(**{"label.gait": ["walk", "run"]}), latents,
                     np.array([0, 2, 5]), 25.0)  # fmt: skip


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = moving()
    data_items.write(tmp_path, made)
    found = data_items.read(tmp_path)
    assert found.table.equals(made.table)
    assert np.array_equal(found.latents, made.latents)
    assert found.rate_hz == 25.0 and found.moves and found.labels() == ["gait"]
    assert found.rows(1).tolist() == [[4, 5], [6, 7], [8, 9]]
    assert found.means().tolist() == [[1, 2], [6, 7]]


def test_parts_that_do_not_fit_are_refused() -> None:
    made = moving()
    with pytest.raises(TimbrespaceError, match="do not belong together"):
        DataItems(made.table, made.latents, np.array([0, 5]))


def test_a_folder_without_items_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TimbrespaceError):
        data_items.read(tmp_path)


def test_columns_of_labels_and_of_order_are_told_apart_by_name() -> None:
    made = moving()
    table = made.table.assign(**{"order.dose": [2.0, 1.0], "label.site": ["skin", None]})
    items = DataItems(table, made.latents, made.offsets, made.rate_hz)
    assert items.labels() == ["gait", "site"] and items.orders() == ["dose"]
    assert items.labelled("site").tolist() == ["skin", ""]
    with pytest.raises(TimbrespaceError, match="no label 'dose'") as raised:
        items.labelled("dose")
    assert raised.value.remedy == "Use gait, site."


@pytest.mark.parametrize("lengths", [[], [3], [0, 2, 0, 5]])
def test_runs_are_parted_again_where_offsets_say(lengths: list[int]) -> None:
    runs = [np.arange(n) for n in lengths]
    offsets = offsets_of(runs)
    assert offsets.dtype == np.int64 and offsets[0] == 0
    assert np.diff(offsets).tolist() == lengths
