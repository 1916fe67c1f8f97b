"""The complement completes an orthonormal basis exactly."""

import numpy as np
import pytest

from timbrespace.factors.projection.complement import Complement

SHAPES = [(1, 3), (20, 50), (49, 50), (50, 50), (64, 2000)]


def axes_of(n_axes, width, seed=0):
    square = np.random.default_rng(seed).standard_normal((width, n_axes))
    return np.linalg.qr(square)[0].T.astype(np.float32)


@pytest.mark.parametrize(("n_axes", "width"), SHAPES)
def test_axes_and_complement_give_the_vector_back(n_axes, width):
    axes = axes_of(n_axes, width)
    rest = Complement(axes)
    y = np.random.default_rng(1).standard_normal((9, width)).astype(np.float32)
    leading = y @ axes.T
    z = rest.coordinates(y, leading)
    assert z.shape == (9, width - n_axes)
    np.testing.assert_allclose(leading @ axes + rest.vectors(z), y, atol=1e-5)
    lengths = np.square(leading).sum(1) + np.square(z).sum(1)
    np.testing.assert_allclose(lengths, np.square(y).sum(1), rtol=1e-5)


@pytest.mark.parametrize(("n_axes", "width"), SHAPES[:3])
def test_the_whole_basis_is_orthonormal(n_axes, width):
    axes = axes_of(n_axes, width)
    others = Complement(axes).vectors(np.eye(width - n_axes, dtype=np.float32))
    basis = np.concatenate([axes, others])
    np.testing.assert_allclose(basis @ basis.T, np.eye(width), atol=1e-5)


def test_axes_that_are_the_first_coordinates_are_no_special_case():
    for sign in (1, -1):
        axes = sign * np.eye(6, dtype=np.float32)[:2]
        others = Complement(axes).vectors(np.eye(4, dtype=np.float32))
        np.testing.assert_allclose(others @ axes.T, 0, atol=1e-6)
        np.testing.assert_allclose(others @ others.T, np.eye(4), atol=1e-6)
