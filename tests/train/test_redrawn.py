"""Twin of ``train/redrawn.py``."""

from __future__ import annotations

import numpy as np

from timbrespace.train.redrawn import DRAWS, redrawn


def test_draws_are_of_whole_groups() -> None:
    for drawn in list(redrawn(["a", "a", "b", "c"], 0))[:50]:
        assert (drawn == 0).sum() == (drawn == 1).sum() and len(drawn) >= 3


def test_each_row_comes_once_a_draw_on_average_and_a_seed_repeats() -> None:
    groups = ["a", "b", "b", "c", "d"]
    drawn = list(redrawn(groups, 0))
    rows, other = np.concatenate(drawn), np.concatenate(list(redrawn(groups, 1)))
    assert len(drawn) == DRAWS
    np.testing.assert_allclose(np.bincount(rows) / DRAWS, 1, atol=0.1)
    assert np.array_equal(rows, np.concatenate(list(redrawn(groups, 0))))
    assert not np.array_equal(rows[:100], other[:100])
