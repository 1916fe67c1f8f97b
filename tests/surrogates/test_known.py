from __future__ import annotations

import numpy as np

from timbrespace.surrogates.known import Region

FRAMES = np.random.default_rng(0).standard_normal((3000, 3)) * [1.0, 5.0, 0.1] + [0, 2, -1]


def test_so_many_frames_lie_within():
    region = Region.of(FRAMES)
    inside = region.distance(FRAMES) <= region.radius
    assert abs(inside.mean() - 0.99) < 0.002


def test_outside_is_a_distance_with_its_gradient():
    region = Region.of(FRAMES)
    far, step = region.mean + np.array([9.0, -30.0, 0.4]), 1e-6
    outside, gradient = region.outside(far)
    assert outside == region.distance(far) - region.radius > 0
    rises = [
        (region.outside(far + s)[0] - region.outside(far - s)[0]) / (2 * step)
        for s in step * np.eye(3)
    ]
    np.testing.assert_allclose(gradient, rises, rtol=1e-4)


def test_within_there_is_no_pull():
    outside, gradient = Region.of(FRAMES).outside(FRAMES.mean(axis=0) + 0.01)
    assert outside == 0.0 and not gradient.any()


def test_a_dim_that_never_moves_does_no_harm():
    still = np.c_[FRAMES, np.full(len(FRAMES), 4.0)]
    assert np.isfinite(Region.of(still).distance(still)).all()
