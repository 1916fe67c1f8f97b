"""The exact fit finds what scikit-learn finds, few rows or many, however they come."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from timbrespace.factors.projection import covariance
from timbrespace.factors.projection.covariance import CovarianceFit, leading


def activations(n_rows, n_dims, seed=0):
    rng = np.random.default_rng(seed)
    mix = np.linalg.qr(rng.standard_normal((n_dims, n_dims)))[0] * np.geomspace(3, 0.1, n_dims)
    return np.maximum(rng.standard_normal((n_rows, n_dims)) @ mix.T, 0).astype(np.float32)


def fitted(rows, n_dims, parts=1):
    fit = CovarianceFit(rows.shape[1], n_dims)
    for part in np.array_split(rows, parts):
        fit.add(part)
    fit.end_pass()
    assert fit.passes_left == 0
    return fit.axes()


@pytest.mark.parametrize("n_rows", [90, 1500, 3000])
@pytest.mark.parametrize("n_dims", [8, 80])
def test_it_is_the_pca_of_scaled_rows(n_rows, n_dims):
    rows = activations(n_rows, 120)
    found = fitted(rows, n_dims)
    scaled = StandardScaler().fit_transform(rows)
    known = PCA(n_dims, svd_solver="full").fit(scaled)
    ddof = (n_rows - 1) / n_rows
    np.testing.assert_allclose(found.variances, known.explained_variance_ * ddof, rtol=1e-3)
    alike = np.abs(np.sum(found.axes * known.components_, axis=1))
    gaps = np.abs(np.diff(found.variances, prepend=np.inf, append=0))
    clear = np.minimum(gaps[:-1], gaps[1:]) > 0.01 * found.variances
    assert clear.sum() > n_dims / 4 and alike[clear].min() > 0.999
    np.testing.assert_allclose(found.axes @ found.axes.T, np.eye(n_dims), atol=2e-5)
    assert found.total == pytest.approx(scaled.var(0).sum(), rel=1e-4)


@pytest.mark.parametrize("n_rows", [90, 3000])
def test_how_rows_come_changes_no_bit(n_rows):
    rows = activations(n_rows, 60)
    one, many = fitted(rows, 5), fitted(rows, 5, parts=37)
    assert np.array_equal(one.axes, many.axes) and np.array_equal(one.variances, many.variances)


def test_panels_make_the_same_covariance(monkeypatch):
    rows = activations(2000, 100)
    whole = fitted(rows, 10)
    monkeypatch.setattr(covariance, "PANEL", 32)
    panels = fitted(rows, 10)
    np.testing.assert_allclose(whole.variances, panels.variances, rtol=1e-6)
    np.testing.assert_allclose(whole.axes, panels.axes, atol=1e-4)


def test_few_eigenvalues_are_among_all():
    square = activations(300, 200).T.astype(np.float64)
    matrix = square @ square.T
    all_values = np.linalg.eigvalsh(matrix)
    values, vectors = leading(matrix.copy(), 4)
    np.testing.assert_allclose(np.sort(values), all_values[-4:], rtol=1e-9)
    np.testing.assert_allclose(matrix @ vectors, vectors * values, atol=1e-6 * all_values[-1])


def test_few_rows_need_little_memory():
    assert CovarianceFit.n_bytes(12_288, 64, 2500) < 130e6
    assert CovarianceFit.n_bytes(12_288, 64) > 1.2e9
