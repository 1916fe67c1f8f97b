from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.plugins.watched.blocks import DELAY, Blocks
from timbrespace.effects.plugins.watched.shared import MOST, STEP, Shape, Shared, new_file


@pytest.fixture
def shared():
    path = new_file(Shape(0, 2, 2))
    found = Shared(path, Shape(0, 2, 2))
    path.unlink()
    return found


def through(shared, x, lengths):
    """Sound in blocks through something that only copies, and says what it was given."""
    seen = []

    def run(length, at):
        seen.append(length)
        shared.outputs[:, at : at + length] = shared.inputs[:, :length]

    blocks, waiting, at, parts = Blocks(shared, run), 0, 0, []
    for length in lengths:
        new = x[:, at : at + length]
        shared.inputs[:, waiting : waiting + new.shape[1]] = new
        blocks.process(new.shape[1])
        parts.append(shared.outputs[:, : new.shape[1]].copy())
        waiting, at = (waiting + new.shape[1]) % STEP, at + length
    return np.concatenate(parts, axis=1), seen


@pytest.mark.parametrize("seed", range(5))
def test_blocks_of_any_sizes_come_out_whole_and_late(shared, seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(2, 20_000)).astype(np.float32)
    largest = int(rng.choice([3, 200, MOST]))
    lengths = rng.integers(0, largest + 1, 200)
    y, seen = through(shared, x, lengths)
    late = np.pad(x, ((0, 0), (DELAY, 0)))[:, : y.shape[1]]
    np.testing.assert_array_equal(y, late)
    assert all(length % STEP == 0 and length for length in seen)


def test_after_a_reset_silence_lies_behind(shared):
    blocks = Blocks(shared, lambda length, at: None)
    shared.outputs[:] = 7.0
    blocks.reset()
    blocks.process(DELAY)
    np.testing.assert_array_equal(shared.outputs[:, :DELAY], 0.0)
