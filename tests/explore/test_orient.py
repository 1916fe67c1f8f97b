import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.explore import orient


@given(st.integers(0, 2**32 - 1), st.sampled_from([2, 3]), st.floats(0.01, 100))
def test_a_turned_mirrored_scaled_and_shifted_map_comes_back(seed, dims, scale):
    rng = np.random.default_rng(seed)
    target = orient.oriented(rng.normal(size=(20, dims)), None)
    turn, _ = np.linalg.qr(rng.normal(size=(dims, dims)))
    moved = target @ turn * scale + rng.normal(size=dims)
    assert np.allclose(orient.oriented(moved, target), target, atol=1e-4)


def test_maps_fill_the_box_and_keep_their_aspect():
    points = np.array([[0.0, 0], [10, 0], [10, 4]])
    fitted = orient.oriented(points, None)
    assert np.abs(fitted).max() == pytest.approx(1)
    assert np.ptp(fitted, axis=0) == pytest.approx([2, 0.8])
    assert fitted.dtype == np.float32


@pytest.mark.parametrize("n", [0, 1, 5])
def test_points_without_spread_stay_finite(n):
    assert np.array_equal(orient.oriented(np.full((n, 2), 3.0), None), np.zeros((n, 2)))
