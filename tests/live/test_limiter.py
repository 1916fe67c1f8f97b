"""The limiter: a bound that always holds, and nothing done where nothing is needed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from timbrespace.live.limiter import CEILING, LOOK_AHEAD, Limiter

RATE_HZ = 48_000
MOST = 2_048


def limited(sound, block):
    limiter = Limiter(len(sound), RATE_HZ, MOST)
    made = []
    for begin in range(0, sound.shape[1], block):
        piece = sound[:, begin : begin + block].copy()
        limiter.process(piece)
        made.append(piece)
    return np.concatenate(made, axis=1)


@given(
    sound=arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 2), st.integers(1, 600)),
        elements=st.floats(-16, 16, width=32),
    ),
    block=st.integers(1, 700),
)
@settings(max_examples=150, deadline=None)
def test_never_over_the_ceiling(sound, block):
    assert np.abs(limited(sound, block)).max() <= np.float32(CEILING)


@given(block=st.integers(1, 700), level=st.floats(0, 0.98))
@settings(max_examples=30, deadline=None)
def test_the_very_samples_below_it(block, level):
    sound = np.float32(level) * np.random.default_rng(0).uniform(-1, 1, (2, 2_000))
    sound = sound.astype(np.float32)
    assert (limited(sound, block)[:, LOOK_AHEAD:] == sound[:, :-LOOK_AHEAD]).all()


@pytest.mark.parametrize("block", [1, 64, 333])
def test_any_blocks_give_the_same_samples(block):
    random = np.random.default_rng(1)
    sound = random.normal(0, 1, (2, 6_000)) * np.linspace(0, 3, 6_000)
    sound = sound.astype(np.float32)
    np.testing.assert_allclose(limited(sound, block), limited(sound, MOST), atol=1e-6)


def test_it_comes_down_without_an_edge_and_comes_back():
    """A burst in a steady tone: the gain is a smooth curve, and 1 again 0.2 s later."""
    t = np.arange(RATE_HZ) / RATE_HZ
    tone = 0.5 * np.sin(2 * np.pi * 100 * t)
    tone[10_000:10_480] *= 6
    made = limited(tone[None].astype(np.float32), 512)[0]
    assert np.abs(np.diff(made[:9_900])).max() < 0.01
    assert np.abs(np.diff(made[10_600:])).max() < 0.01
    later = 10_480 + RATE_HZ // 5
    np.testing.assert_array_equal(made[later + 64 :], tone[later:-64].astype(np.float32))


def test_channels_share_one_gain():
    """Or the picture between two loudspeakers would move."""
    random = np.random.default_rng(2)
    left = random.normal(0, 1.5, 3_000).astype(np.float32)
    made = limited(np.stack([left, np.float32(0.25) * left]), 512)
    np.testing.assert_allclose(made[1], 0.25 * made[0], atol=1e-6)
