"""Mixtures never jump, and are exact on points."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.settings.between import NEAR, mixture

POINTS = np.random.default_rng(0).uniform(-1, 1, (200, 2))
VALUES = np.random.default_rng(1).uniform(0, 1, 200)


def value(x, y):
    index, share = mixture(POINTS, (x, y))
    return float(share @ VALUES[index])


def test_shares_are_whole_and_nearest_first():
    index, share = mixture(POINTS, (0.1, 0.2))
    distance = np.linalg.norm(POINTS[index] - [0.1, 0.2], axis=1)
    assert (
        share.sum() == pytest.approx(1) and (share >= 0).all() and (np.diff(distance) >= 0).all()
    )
    assert len(index) == NEAR and share[-1] == 0


def test_on_a_point_it_is_that_point_alone():
    for row in range(10):
        assert value(*POINTS[row]) == pytest.approx(VALUES[row], abs=1e-9)


def test_along_any_way_it_never_jumps():
    path = np.linspace([-0.9, -0.8], [0.9, 0.7], 20_001)
    along = np.array([value(*at) for at in path[::4]])
    assert np.abs(np.diff(along)).max() < 0.02
    finer = np.array([value(*at) for at in path[:2_000]])
    assert np.abs(np.diff(finer)).max() < 0.006


def test_points_that_are_nowhere_do_not_count():
    points = POINTS.copy()
    points[::2] = np.nan
    index, _ = mixture(points, (0.0, 0.0))
    assert (index % 2 == 1).all()
    assert len(mixture(np.full((5, 2), np.nan), (0, 0))[0]) == 0


@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_points_will_do(n):
    index, share = mixture(POINTS[:n], (0.0, 0.0))
    assert share.sum() == pytest.approx(1) and len(index) == n


def test_points_in_one_place_will_do():
    _, share = mixture(np.zeros((8, 2)), (0.5, 0.5))
    assert share.sum() == pytest.approx(1) and np.isfinite(share).all()
