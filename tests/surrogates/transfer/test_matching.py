"""Bridges carry one cloud of latents onto another, as far as each of them can know."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.transfer.matching import by_components, by_pairs, by_transport


def cloud(n=800, seed=0):
    """Three dims of different sizes, each with a skew of its own."""
    rng = np.random.default_rng(seed)
    return (rng.gamma(2.0, 1.0, (n, 3)) - 2) * [3.0, 1.5, 0.7]


def turned(seed=1):
    q, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((3, 3)))
    return q


@pytest.mark.parametrize("bridge", [by_components, by_transport])
def test_a_cloud_that_was_only_turned_is_turned_back(bridge):
    old = cloud()
    new = old @ turned() + 5
    found = bridge(old, new)(new)
    for j in range(3):
        assert np.corrcoef(found[:, j], old[:, j])[0, 1] > 0.9


@pytest.mark.parametrize("dims", [(2, 5), (5, 2)])
def test_numbers_of_dims_may_differ(dims):
    rng = np.random.default_rng(0)
    old, new = (rng.standard_normal((300, n)) for n in dims)
    for bridge in (by_components, by_transport):
        assert bridge(old, new)(new[:7]).shape == (7, dims[0])


def test_transported_clouds_lie_where_the_old_one_does():
    rng = np.random.default_rng(0)
    old = np.concatenate([rng.normal(-4, 0.3, (200, 2)), rng.normal(4, 0.3, (200, 2))])
    new = rng.uniform(-1, 1, (400, 3))
    spots = np.abs(by_transport(old, new)(new[:100])).mean(axis=1)
    spread_out = np.abs(by_components(old, new)(new[:100])).mean(axis=1)
    assert np.abs(spots - 4).mean() < 0.5 * np.abs(spread_out - 4).mean()


def test_pairs_know_what_clouds_cannot():
    rng = np.random.default_rng(0)
    moments = rng.standard_normal((400, 4))
    old, new = moments @ rng.standard_normal((4, 3)), moments @ rng.standard_normal((4, 6))
    found = by_pairs(old[:300], new[:300])(new[300:])
    by_size = by_components(old[:300], new[:300])(new[300:])
    left = [((each - old[300:]) ** 2).sum() / (old**2).sum() * 4 for each in (found, by_size)]
    assert left[0] < 0.2 < left[1]
