from __future__ import annotations

import numpy as np

from timbrespace.surrogates.known import Region

RNG = np.random.default_rng(0)
CLUMPS = np.concatenate([RNG.standard_normal((700, 3)) * 0.3 + c for c in (-4.0, 4.0)])


def test_so_many_points_lie_within():
    points = CLUMPS[:500] + 0.2 * RNG.standard_normal((500, 3))
    region = Region.of(CLUMPS, points)
    assert abs((region.distance(points) <= region.radius).mean() - 0.99) < 0.005


def test_what_lies_between_clumps_is_not_known():
    region = Region.of(CLUMPS)
    middle, clump = region.distance(np.array([[0.0, 0.0, 0.0], [4.0, 4.0, 4.0]]))
    assert clump < region.radius < middle / 1.5


def test_distance_is_to_the_nearest_frame_whatever_the_shape_of_what_is_asked():
    region = Region.of(CLUMPS)
    points = RNG.standard_normal((2, 5, 3))
    differences = (points[..., None, :] - CLUMPS) @ region.whiten.T
    np.testing.assert_allclose(
        region.distance(points), np.linalg.norm(differences, axis=-1).min(axis=-1), atol=1e-6
    )
    np.testing.assert_allclose(region.distance(CLUMPS), 0, atol=1e-5)
    assert (region.distance(CLUMPS, others=True) > 0).all()


def test_outside_is_a_distance_with_its_gradient():
    region = Region.of(CLUMPS)
    far, step = np.array([9.0, -3.0, 0.4]), 1e-6
    outside, gradient = region.outside(far)
    assert outside == region.distance(far) - region.radius > 0
    rises = [
        (region.outside(far + s)[0] - region.outside(far - s)[0]) / (2 * step)
        for s in step * np.eye(3)
    ]
    np.testing.assert_allclose(gradient, rises, rtol=1e-4)


def test_within_there_is_no_pull():
    outside, gradient = Region.of(CLUMPS).outside(CLUMPS[0] + 1e-3)
    assert outside == 0.0 and not gradient.any()


def test_a_dim_that_never_moves_does_no_harm():
    still = np.c_[CLUMPS, np.full(len(CLUMPS), 4.0)]
    assert np.isfinite(Region.of(still).distance(still)).all()
