"""Settings glide, grain by grain."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.rack.world import RATE_HZ, Amplifier
from timbrespace.live.rack.hand import Hand


def hand(effect, smooth_ms=10.0):
    return Hand(effect.stream(RATE_HZ, 1), np.array([0.0, 0.5]), RATE_HZ, 1, smooth_ms, 32)


def processed(made, n, block):
    dry, out = np.ones((1, n), np.float32), np.zeros((1, n), np.float32)
    for at in range(0, n, block):
        made.process(dry[:, at : at + block], out[:, at : at + block])
    return out[0]


@pytest.mark.parametrize("block", [1, 100, 4_096])
def test_blocks_of_any_size_give_the_same(block):
    def run(size):
        made = hand(Amplifier())
        processed(made, 1_000, size)
        made.go(np.array([1.0, 0.5]))
        return processed(made, 8_000, size)

    np.testing.assert_array_equal(run(block), run(8_000))


def test_a_jump_is_reached_in_small_steps():
    made = hand(Amplifier())
    made.go(np.array([1.0, 0.5]))
    out = processed(made, RATE_HZ // 10, 256)
    assert (np.diff(out) >= 0).all() and np.diff(out).max() < 0.3
    assert out[round(0.010 * RATE_HZ)] == pytest.approx(4 * (1 - np.exp(-1)), rel=0.05)
    assert out[-1] == pytest.approx(4.0, rel=1e-3)


def test_sound_is_cut_into_small_pieces_while_settings_glide_and_not_afterwards():
    effect = Amplifier()
    made = hand(effect, smooth_ms=1.0)
    made.go(np.array([1.0, 0.5]))
    processed(made, 4_800, 4_800)
    sizes = [n for n, _ in effect.streams[0].seen]
    assert set(sizes[:-1]) == {32} and sizes[-1] > 1_000
    effect.streams[0].seen.clear()
    processed(made, 4_800, 4_800)
    assert [n for n, _ in effect.streams[0].seen] == [4_800]


def test_without_smoothing_it_is_there_at_once():
    made = hand(Amplifier(), smooth_ms=0)
    made.go(np.array([1.0, 0.5]))
    assert processed(made, 100, 100)[0] == 4.0
