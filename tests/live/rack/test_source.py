"""Sounds go round without a seam, and into each other."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.live.rack.source import Reader, Source

RATE_HZ = 8_000


def noise(n, seed=0):
    return np.random.default_rng(seed).normal(0, 0.1, (1, n)).astype(np.float32)


def read(reader, n, block=None):
    out = np.zeros((1, n), np.float32)
    for at in range(0, n, block or n):
        reader.read_into(out[:, at : at + (block or n)])
    return out[0]


def test_once_it_is_the_sound_and_then_silence():
    sound = noise(4_000)
    out = read(Reader(sound, RATE_HZ, loop=False), 5_000)
    np.testing.assert_array_equal(out[:4_000], sound[0])
    assert not out[4_000:].any()


def test_a_loop_steps_no_further_at_its_seam_than_elsewhere():
    ramp = np.linspace(-0.5, 0.5, 8_000, dtype=np.float32)[None]  # its ends lie far apart
    out = read(Reader(ramp, RATE_HZ), 30_000)
    assert np.abs(np.diff(out)).max() < 0.1
    assert np.abs(np.diff(ramp[0])).max() < np.abs(ramp[0, 0] - ramp[0, -1])


@pytest.mark.parametrize("block", [1, 37, 4_096])
def test_blocks_of_any_size_give_the_same(block):
    sound = noise(4_000)
    whole = read(Reader(sound, RATE_HZ, at=123), 9_999)
    np.testing.assert_array_equal(read(Reader(sound, RATE_HZ, at=123), 9_999, block), whole)


def test_a_click_is_made_longer_so_that_its_loop_is_no_tone():
    out = read(Reader(np.ones((1, 10), np.float32), RATE_HZ), RATE_HZ)
    begins = np.diff((out > 0.5).astype(int)) == 1
    assert 3 <= begins.sum() <= 4  # four times a second, not eight hundred


def test_one_sound_goes_over_into_the_next_without_a_step():
    source = Source(1, RATE_HZ, 1_000)
    source.go(Reader(np.full((1, 4_000), 0.5, np.float32), RATE_HZ))
    out = np.zeros((1, 1_000), np.float32)
    source.read_into(out)
    assert np.abs(np.diff(out[0])).max() < 0.01 and out[0, -1] == pytest.approx(0.5)
    source.go(Reader(np.full((1, 4_000), -0.5, np.float32), RATE_HZ))
    source.read_into(out)
    assert np.abs(np.diff(out[0])).max() < 0.02 and out[0, -1] == pytest.approx(-0.5)


def test_without_a_sound_there_is_silence_and_nothing_follows():
    source = Source(2, RATE_HZ, 100)
    out = np.ones((2, 100), np.float32)
    source.read_into(out)
    assert not out.any() and source.over
