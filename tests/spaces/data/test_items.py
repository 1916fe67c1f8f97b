"""Twin of ``spaces/data/items.py``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data import items as data_items
from timbrespace.spaces.data.items import DataItems


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
