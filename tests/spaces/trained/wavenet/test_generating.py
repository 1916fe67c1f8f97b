"""Sounds repeat, in any blocks, alone or side by side."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.spaces.trained.wavenet import mulaw
from timbrespace.spaces.trained.wavenet.generating import Generator
from timbrespace.spaces.trained.wavenet.weights import packed

from .full import HOP, drawn

OF, DILATIONS = drawn()
MIXED = drawn(n_out=30)[0]
CONDITIONS = np.random.default_rng(3).normal(size=(2, 12, 4, 6)).astype(np.float32)


def generator(of=OF, **options) -> Generator:
    return Generator(packed(of, prefix=""), DILATIONS, HOP, **options)


@given(cuts=st.lists(st.integers(0, 12), max_size=5).map(sorted))
@settings(max_examples=20, deadline=None)
def test_blocks_of_any_size_give_the_same_bits(cuts):
    whole = generator(n_sounds=2).push(CONDITIONS)
    player = generator(n_sounds=2)
    parts = [player.push(CONDITIONS[:, a:b]) for a, b in pairwise([0, *cuts, 12])]
    assert np.array_equal(np.concatenate(parts, axis=1), whole)


@pytest.mark.parametrize("of", [OF, MIXED], ids=["codes", "logistics"])
def test_side_by_side_is_alone(of):
    together = generator(of, n_sounds=2).push(CONDITIONS)
    alone = [generator(of).push(CONDITIONS[b : b + 1])[0] for b in range(2)]
    assert np.array_equal(together, np.stack(alone))
    assert together.shape == (2, 12 * HOP) and together.dtype == np.float32


def test_a_reset_repeats_and_another_seed_does_not():
    player = generator(n_sounds=2)
    first, second = player.push(CONDITIONS), player.push(CONDITIONS)
    player.reset()
    assert np.array_equal(player.push(CONDITIONS), first)
    assert not np.array_equal(first, second)
    assert not np.array_equal(generator(n_sounds=2, seed=1).push(CONDITIONS), first)


def test_what_is_made_was_likely_to_be():
    """Codes drawn at a low temperature are those of the highest logits, given each other."""
    likeliest = generator(n_sounds=2, temperature=0.0).push(CONDITIONS)
    codes = mulaw.encode(likeliest)
    logits = generator(n_sounds=2).follow(codes, CONDITIONS)
    assert np.array_equal(logits.argmax(-1), codes)
    assert len(np.unique(codes)) > 5, "one code all along, so nothing was compared"


def test_following_goes_on_where_it_stopped():
    codes = np.random.default_rng(4).integers(0, 256, (2, 12 * HOP))
    whole = generator(n_sounds=2).follow(codes, CONDITIONS)
    player = generator(n_sounds=2)
    cut = 5 * HOP
    parts = [
        player.follow(codes[:, :cut], CONDITIONS[:, :5]),
        player.follow(codes[:, cut:], CONDITIONS[:, 5:]),
    ]
    assert np.array_equal(np.concatenate(parts, axis=1), whole)
