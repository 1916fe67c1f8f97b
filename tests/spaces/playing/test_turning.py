"""A change is found where it is, whatever the voice sounds like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.spaces.playing.turning import heard_late, turning_point


@given(at=st.integers(0, 50), seed=st.integers(0, 5))
def test_the_sample_of_the_change_is_found(at, seed):
    old, new = np.random.default_rng(seed).normal(size=(2, 2, 50))
    turned = np.where(np.arange(50) < at, old, new)
    assert turning_point(old, new, turned) == at


@pytest.mark.parametrize("late", [0, 64, 300])
def test_a_delay_is_measured(late):
    def play(latents):
        # Phases are drawn anew: only what is heard says when the change came.
        phase = rng.uniform(0, 6) + np.arange(len(latents) * hop)
        sound = np.sin(0.7 * phase) * np.repeat(latents[:, 0], hop)
        return np.pad(sound, (late, 0))[None, : len(sound)]

    rng, hop = np.random.default_rng(0), 64
    here, there = np.array([0.2]), np.array([1.0])
    assert abs(heard_late(play, here, there, hop, n_after=12) - late) <= 64
