"""Latents carried from voice to voice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.live.world import ToneVoice
from timbrespace.live.matching import Usual, carry, pairs, usual_of

_names = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True).map(tuple)


def usual(names, seed, voice_hash):
    random = np.random.default_rng(seed)
    n = len(names)
    return Usual(voice_hash, voice_hash, names, random.normal(0, 3, n), random.uniform(0.5, 2, n))


@given(_names, _names)
def test_each_dim_is_used_at_most_once_and_names_come_first(given_names, taken_names):
    made = pairs(given_names, taken_names)
    used = [source for source in made if source is not None]
    assert len(set(used)) == len(used) == min(len(given_names), len(taken_names))
    for name, source in zip(taken_names, made, strict=True):
        if name in given_names:
            assert source is not None and given_names[source] == name


@given(_names, _names)
def test_the_usual_becomes_the_usual(given_names, taken_names):
    """Mean goes to mean; one spread away goes one spread away."""
    one, other = usual(given_names, 0, "one"), usual(taken_names, 1, "other")
    rows = np.stack([one.mean, one.mean + one.spread]).astype(np.float32)
    made, said = carry(rows, one, other)
    np.testing.assert_allclose(made[0], other.mean, atol=1e-5)
    moved = np.array([source is not None for source in pairs(given_names, taken_names)])
    np.testing.assert_allclose(made[1], other.mean + moved * other.spread, atol=1e-5)
    assert f"{moved.sum()} of {len(given_names)} dims" in said


def test_the_same_model_takes_latents_as_they_are():
    rows = np.random.default_rng(0).normal(0, 9, (4, 3)).astype(np.float32)
    one = usual(("a", "b", "c"), 0, "same")
    made, _ = carry(rows, one, usual(("a", "b", "c"), 5, "same"))
    assert made is rows


def test_where_latents_usually_are():
    frames = np.random.default_rng(0).normal([1, -2], [0.5, 2], (5_000, 2)).astype(np.float32)
    by_frames = usual_of(ToneVoice(usual=frames))
    np.testing.assert_allclose(by_frames.mean, [1, -2], atol=0.1)
    np.testing.assert_allclose(by_frames.spread, [0.5, 2], atol=0.1)
    by_range = usual_of(ToneVoice())  # from 0 to 0.5
    assert by_range.mean == pytest.approx([0.25, 0.25])
    assert by_range.range_of(0) == pytest.approx((0, 0.5))
