"""Latents with known neighbourhoods."""

from __future__ import annotations

import numpy as np
import pytest


def make_clustered(n=240, dims=16, groups=6, seed=0, centres_seed=0):
    """Latents ``(n, dims)`` in well separated groups, and the group of each."""
    centres = np.random.default_rng(centres_seed).normal(scale=4, size=(groups, dims))
    rng = np.random.default_rng(1000 + seed)
    labels = rng.integers(0, groups, n)
    rows = centres[labels] + rng.normal(size=(n, dims))
    return rows.astype(np.float32), labels


@pytest.fixture
def clustered():
    """The function above, for tests to call with what they need."""
    return make_clustered
