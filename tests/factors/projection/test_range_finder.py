"""Sketches find the range that the whole covariance finds, as near as their passes allow."""

import numpy as np
import pytest

from timbrespace.factors.projection import range_finder
from timbrespace.factors.projection.covariance import CovarianceFit
from timbrespace.factors.projection.range_finder import SketchFit


def activations(n_rows, n_dims, least=0.01, seed=0):
    rng = np.random.default_rng(seed)
    mix = np.linalg.qr(rng.standard_normal((n_dims, n_dims)))[0] * np.geomspace(3, least, n_dims)
    return (rng.standard_normal((n_rows, n_dims)) @ mix.T + 4).astype(np.float32)


def sketched(rows, n_dims, parts=1, **options):
    fit = SketchFit(rows.shape[1], n_dims, **options)
    while fit.passes_left:
        for part in np.array_split(rows, parts):
            fit.add(part)
        fit.end_pass()
    return fit.axes()


def exact(rows, n_dims):
    fit = CovarianceFit(rows.shape[1], n_dims)
    fit.add(rows)
    fit.end_pass()
    return fit.axes()


@pytest.mark.parametrize("n_rows", [60, 2000])
def test_it_catches_nearly_all_that_the_exact_axes_catch(n_rows):
    rows = activations(n_rows, 300)
    found, known = sketched(rows, 20), exact(rows, 20)
    np.testing.assert_allclose(found.axes @ found.axes.T, np.eye(20), atol=1e-5)
    assert found.total == pytest.approx(known.total, rel=1e-4)
    scaled = (rows - known.mean) / known.scale
    caught = np.square(scaled @ found.axes.T).sum() / np.square(scaled @ known.axes.T).sum()
    assert 0.995 < caught <= 1 + 1e-5
    np.testing.assert_allclose(found.variances[:5], known.variances[:5], rtol=0.01)


def test_a_steep_spectrum_is_found_to_the_digit():
    rows = activations(500, 200, least=1e-4)
    found, known = sketched(rows, 10), exact(rows, 10)
    np.testing.assert_allclose(found.variances, known.variances, rtol=2e-3)
    together = np.linalg.svd(found.axes @ known.axes.T)[1]
    assert together.min() > 0.995


def test_more_passes_come_nearer():
    rows = activations(2000, 300, least=0.3)
    known = exact(rows, 20).variances.sum()
    caught = [sketched(rows, 20, n_passes=n).variances.sum() / known for n in (2, 3, 5)]
    assert caught[0] < caught[1] < caught[2] <= 1 + 1e-6


def test_how_rows_come_changes_no_bit_and_the_seed_decides(monkeypatch):
    monkeypatch.setattr(range_finder, "GATHERED", 4 * 80 * 50)
    rows = activations(333, 80)
    one, many = sketched(rows, 5), sketched(rows, 5, parts=41)
    assert np.array_equal(one.axes, many.axes)
    assert not np.array_equal(one.axes, sketched(rows, 5, seed=1).axes)
