"""A few axes of mel frames: those along which frames vary, of a known size and sign."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing.hifigan import axes
from timbrespace.spaces.playing.hifigan.mel import FLOOR

RNG = np.random.default_rng(0)
#: Two ways to vary, by 2 and by 0.5, and next to nothing else.
WAYS = np.linalg.qr(RNG.normal(size=(80, 2)))[0].T * [[2.0], [0.5]]
FRAMES = (-4 + RNG.normal(size=(3_000, 2)) @ WAYS + 0.01 * RNG.normal(size=(3_000, 80))).astype(
    np.float32
)


def test_the_ways_in_which_frames_vary_are_found():
    found = axes.fit(FRAMES, 2)
    lengths = np.linalg.norm(found.axes, axis=1)
    assert lengths == pytest.approx([2.0, 0.5], rel=0.05)
    alike = np.abs((found.axes * WAYS).sum(axis=1)) / lengths / [2.0, 0.5]
    assert alike == pytest.approx([1.0, 1.0], abs=0.01)
    assert found.explained > 0.99


def test_latents_have_a_spread_of_one_and_come_back():
    found = axes.fit(FRAMES, 2)
    latents = found.latents(FRAMES)
    assert latents.std(axis=0) == pytest.approx([1.0, 1.0], abs=0.01)
    assert np.abs(found.latents(found.frames(latents)) - latents).max() < 1e-4
    assert np.abs(found.frames(latents) - FRAMES).max() < 0.1


def test_signs_do_not_depend_on_the_order_of_frames():
    found, other = axes.fit(FRAMES, 2), axes.fit(FRAMES[::-1].copy(), 2)
    assert np.abs(found.axes - other.axes).max() < 1e-3


def test_nothing_is_quieter_than_silence():
    found = axes.fit(FRAMES, 2)
    assert found.frames(np.full((1, 2), -1e4, np.float32)).min() >= np.float32(FLOOR)


def test_silence_is_left_out():
    both = np.concatenate([FRAMES[:5], np.full((7, 80), FLOOR, np.float32)])
    assert np.array_equal(axes.sounding(both), FRAMES[:5])


@pytest.mark.parametrize("n_dims", [0, 81])
def test_dims_have_to_fit_the_bands(n_dims):
    with pytest.raises(TimbrespaceError, match="dims"):
        axes.fit(FRAMES, n_dims)


def test_a_few_frames_are_too_few():
    with pytest.raises(TimbrespaceError, match="too few"):
        axes.fit(FRAMES[:19], 2)


def test_dims_say_where_most_latents_lie():
    latents = RNG.normal(size=(10_000, 1)).astype(np.float32)
    (dim,) = axes.named(latents)
    assert (dim.name, dim.low, dim.high) == (
        "pc1", pytest.approx(-2.33, abs=0.1), pytest.approx(2.33, abs=0.1),
    )  # fmt: skip
