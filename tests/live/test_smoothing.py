"""Latents that glide: how fast, in any blocks, and by a script."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.live.smoothing import Smoother


def glide(ms, n_frames, blocks=1):
    smoother = Smoother(np.zeros(2, np.float32), frame_s=0.005, ms=ms)
    smoother.go(np.array([1, -2], np.float32))
    out = np.zeros((n_frames, 2), np.float32)
    for begin in range(0, n_frames, blocks):
        smoother.fill(out[begin : begin + blocks])
    return out


@given(st.floats(1, 500), st.integers(1, 40))
def test_63_percent_in_one_time_constant(ms, blocks):
    made = glide(ms, 200, blocks)
    after = np.arange(1, 201) * 5.0
    np.testing.assert_allclose(made[:, 0], 1 - np.exp(-after / ms), atol=1e-5)
    np.testing.assert_allclose(made[:, 1], -2 * made[:, 0], atol=1e-5)


def test_at_once_without_time():
    assert glide(0, 1).tolist() == [[1, -2]]


def test_it_arrives_for_good():
    assert (glide(30, 400)[-1] == [1, -2]).all()


@pytest.mark.parametrize("blocks", [1, 3, 50])
def test_a_script_is_given_out_as_it_is_and_then_it_stays(blocks):
    script = np.random.default_rng(0).normal(0, 1, (20, 2)).astype(np.float32)
    smoother = Smoother(np.zeros(2, np.float32), frame_s=0.005, ms=30)
    smoother.follow(script)
    out = np.zeros((30, 2), np.float32)
    for begin in range(0, 30, blocks):
        smoother.fill(out[begin : begin + blocks])
    assert (out[:20] == script).all() and (out[20:] == script[-1]).all()


def test_a_hand_ends_a_script_from_where_it_is():
    smoother = Smoother(np.zeros(1, np.float32), frame_s=0.005, ms=1_000)
    smoother.follow(np.full((100, 1), 5, np.float32))
    out = np.zeros((1, 1), np.float32)
    smoother.fill(out)
    smoother.go(np.zeros(1, np.float32))
    smoother.fill(out)
    assert 4.9 < out[0, 0] < 5
