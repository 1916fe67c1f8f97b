"""Twin of ``sonify/transport.py``."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import MissingExtra
from timbrespace.sonify.transport import fit_entropic, fit_sliced, sliced_distance


def gaussian(n=400, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 3))


def moons(n=400, seed=1):
    """Two clumps that no Gaussian is like."""
    rng = np.random.default_rng(seed)
    middle = np.where(rng.random(n) < 0.5, -2.0, 2.0)
    return rng.normal(scale=0.4, size=(n, 3)) + middle[:, None] * [1.0, 0.5, 0.0]


def entropic(source, target, seed=0):
    pytest.importorskip("ot")
    return fit_entropic(source, target, seed)


@pytest.mark.parametrize("fit", [fit_sliced, entropic])
def test_points_that_were_not_there_when_it_was_learned_come_nearer_too(fit):
    moved = fit(gaussian(), moons())
    new = gaussian(seed=5)
    before, after = sliced_distance(new, moons()), sliced_distance(moved.apply(new), moons())
    assert after < 0.6 * before


@pytest.mark.parametrize("fit", [fit_sliced, entropic])
def test_the_same_seed_moves_points_the_same(fit):
    once, again = (fit(gaussian(), moons(), 3).apply(gaussian(20, 9)) for _ in range(2))
    assert np.array_equal(once, again)


@pytest.mark.parametrize("fit", [fit_sliced, entropic])
def test_a_point_goes_its_way_alone(fit):
    moved, new = fit(gaussian(), moons()), gaussian(30, 9)
    assert np.allclose(moved.apply(new)[7:8], moved.apply(new[7:8]))
    assert moved.apply(new[:0]).shape == (0, 3)


def test_along_one_axis_the_order_of_points_stays():
    source, target = gaussian()[:, :1], moons()[:, :1]
    line = np.linspace(-4, 4, 50)[:, None]
    assert (np.diff(fit_sliced(source, target).apply(line).ravel()) >= 0).all()


def test_a_cloud_stays_where_it_is_wanted():
    moved = fit_sliced(gaussian(), gaussian()).apply(gaussian(50, 9))
    assert np.abs(moved - gaussian(50, 9)).max() < 0.2


def test_entropic_points_stay_among_the_targets():
    moved = entropic(gaussian(), moons()).apply(10 * gaussian(100, 9))
    assert (moved >= moons().min(axis=0)).all() and (moved <= moons().max(axis=0)).all()


def test_without_pot_it_says_what_to_install(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "ot.bregman", None)
    with pytest.raises(MissingExtra, match="models"):
        fit_entropic(gaussian(), moons())


def test_the_distance_is_none_between_the_same_and_grows_with_a_shift():
    assert sliced_distance(gaussian(), gaussian()) == 0
    near, far = (sliced_distance(gaussian(), gaussian() + by) for by in (0.5, 2.0))
    assert 0 < near < far
