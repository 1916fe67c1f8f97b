"""Ramps: straight, exact at the end, the same in any blocks."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.live.ramp import Ramp

_moves = st.lists(st.tuples(st.floats(-2, 2), st.integers(0, 40)), min_size=1, max_size=6)


def walked(moves, block):
    ramp, made = Ramp(0.0, steps=16), []
    for target, n in moves:
        ramp.go(target)
        for begin in range(0, n, block):
            out = np.zeros(min(block, n - begin))
            ramp.fill(out)
            made.append(out)
    return np.concatenate([np.zeros(0), *made]), ramp


@given(_moves, st.integers(1, 20))
def test_any_blocks_give_the_same_walk_without_a_jump(moves, block):
    made, ramp = walked(moves, block)
    whole, _ = walked(moves, 1_000)
    np.testing.assert_allclose(made, whole, atol=1e-12)
    assert np.abs(np.diff(np.concatenate([[0.0], made]))).max(initial=0) <= 4 / 16 + 1e-12
    if not ramp.left and len(made):
        assert made[-1] == ramp.target and ramp.rests_at(ramp.target)
