"""Rows gathered into blocks: none lost, none moved, however they come."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.factors.projection.gather import Gather


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 7))
def test_blocks_do_not_depend_on_how_rows_come(counts, n_rows):
    rows = np.arange(2.0 * sum(counts), dtype=np.float32).reshape(-1, 2)
    gather = Gather(n_rows, 2)
    blocks = []
    for part in np.split(rows, np.cumsum(counts)[:-1]) if counts else []:
        blocks += [block.copy() for block in gather.add(part)]
    assert all(len(block) == n_rows for block in blocks)
    assert len(blocks) == len(rows) // n_rows
    assert np.array_equal(np.concatenate([*blocks, gather.rest()]), rows)
    assert len(gather.rest()) == 0
