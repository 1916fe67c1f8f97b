"""Settings that jump cross-fade, and echoes are there."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.rack.world import RATE_HZ, Amplifier, tone
from timbrespace.live.rack.lane import CROSS_S, JUMP, Lane

START = np.array([0.25, 0.5])


def lane(effect=None, smooth_ms=10.0):
    return Lane(effect or Amplifier(), START, RATE_HZ, 1, smooth_ms)


def processed(made, n, block, dry=None):
    dry = np.ones((1, n), np.float32) if dry is None else dry[:, :n]
    out = np.zeros((1, n), np.float32)
    for at in range(0, n, block):
        made.process(dry[:, at : at + block], out[:, at : at + block])
    return out[0]


@pytest.mark.parametrize("block", [1, 100, 2_048])
def test_blocks_of_any_size_give_the_same(block):
    def run(size):
        made = lane()
        processed(made, 1_000, size)
        made.go(np.array([1.0, 0.5]))
        first = processed(made, 500, size)
        made.go(np.array([0.95, 0.5]))  # while it still cross-fades
        return np.concatenate([first, processed(made, 5_000, size)])

    np.testing.assert_allclose(run(block), run(500), atol=1e-6)


def test_a_jump_is_there_after_the_cross_fade_and_has_no_step():
    made = lane()
    processed(made, 1_000, 256)
    assert made.go(np.array([1.0, 0.5])) == pytest.approx(0.75)
    out = processed(made, 4_800, 256)
    assert np.diff(out).max() < 0.01 and (np.diff(out) > -1e-6).all()
    assert out[round(CROSS_S * RATE_HZ)] == pytest.approx(4.0, abs=1e-3)


def test_a_small_step_glides():
    effect = Amplifier()
    made = lane(effect)
    made.go(START + [0.9 * JUMP, 0])
    processed(made, 1_000, 256)
    assert not effect.streams[1].seen


def test_jumps_that_come_too_soon_end_at_the_last():
    made = lane()
    for gain in (1.0, 0.0, 0.6, 0.9):
        made.go(np.array([gain, 0.5]))
        processed(made, 300, 100)
    assert processed(made, 9_600, 256)[-1] == pytest.approx(3.6, rel=1e-3)


def test_what_takes_over_has_heard_what_was_played():
    made = lane(Amplifier(delay=9_000))
    sound = tone(3.0)
    processed(made, 48_000, 480, sound)
    made.go(np.array([0.5, 0.5]))
    out = processed(made, 9_600, 480, sound[:, 48_000:])
    np.testing.assert_allclose(out[2_000:], 2 * sound[0, 41_000:48_600], atol=1e-5)


def test_without_smoothing_it_is_there_at_once():
    made = lane(smooth_ms=0)
    made.go(np.array([1.0, 0.5]))
    assert processed(made, 100, 100)[0] == 4.0


def test_warming_up_and_a_reset_leave_no_trace():
    effect = Amplifier(delay=10)
    made = lane(effect)
    made.warm_up()
    assert all(stream.seen and not stream.held.any() for stream in effect.streams)
    made.go(np.array([1.0, 0.5]))
    processed(made, 100, 100)
    made.reset()
    assert processed(made, 100, 100)[20] == 4.0


def test_it_closes_both():
    effect = Amplifier()
    lane(effect).close()
    assert [stream.closed for stream in effect.streams] == [True, True]
