"""A projection goes both ways, for vectors that it has never seen."""

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.projection.projection import Projection, fit_projection

N_DIMS = 60
REGIMES = {"many rows": 900, "few rows": 30}


def activations(n_rows, seed, n_dims=N_DIMS):
    rng = np.random.default_rng(0)
    mix = np.linalg.qr(rng.standard_normal((n_dims, n_dims)))[0] * np.geomspace(3, 0.1, n_dims)
    drawn = np.random.default_rng(seed).standard_normal((n_rows, n_dims)) @ mix.T
    return np.maximum(drawn + 0.2, 0).astype(np.float32)


def fit(rows, n_dims=8, **options):
    return fit_projection(lambda: iter(np.array_split(rows, 3)), n_dims, **options)


def relative(found, known):
    return np.linalg.norm(found - known) / np.linalg.norm(known)


@pytest.mark.parametrize("n_rows", REGIMES.values(), ids=REGIMES)
@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("n_dims", [8, N_DIMS])
def test_full_gives_held_out_vectors_back(n_rows, exact, n_dims):
    rows = activations(n_rows, seed=1)
    rows[:, :4] = 0  # units that never fire here, and do later
    projection = fit(rows, n_dims, full=True, exact=exact)
    unseen = activations(200, seed=2)
    z = projection.transform(unseen)
    assert z.shape == unseen.shape == (200, projection.n_dims)
    assert relative(projection.inverse(z), unseen) < 1e-5
    # Without the complement much of what was never seen would be lost.
    spanned = fit(rows, n_dims, exact=exact)
    assert relative(spanned.inverse(spanned.transform(unseen)), unseen) > 0.05


def test_leading_dims_have_variance_one_and_say_nothing_of_each_other():
    rows = activations(900, seed=1)
    z = fit(rows).transform(rows)
    np.testing.assert_allclose(np.cov(z.T, bias=True), np.eye(8), atol=1e-3)


def test_an_edit_of_leading_dims_stays_in_their_span():
    projection = fit(activations(900, seed=1), full=True)
    unseen = activations(5, seed=3)
    z = projection.transform(unseen)
    edited = z.copy()
    edited[:, :8] += np.random.default_rng(0).standard_normal((5, 8)).astype(np.float32)
    moved = (projection.inverse(edited) - unseen) / projection.scale
    outside = moved - moved @ projection.axes.T @ projection.axes
    assert np.linalg.norm(outside) < 1e-5 * np.linalg.norm(moved)
    back = projection.transform(projection.inverse(edited))
    np.testing.assert_allclose(back, edited, atol=1e-3)


def test_leading_is_the_beginning_of_the_whole():
    projection, unseen = fit(activations(900, seed=1), full=True), activations(9, seed=2)
    np.testing.assert_allclose(
        projection.leading(unseen), projection.transform(unseen)[:, :8], atol=1e-5
    )
    few = projection.first(3)
    assert few.full and few.n_leading == 3
    np.testing.assert_allclose(few.leading(unseen), projection.leading(unseen)[:, :3], atol=1e-5)
    assert relative(few.inverse(few.transform(unseen)), unseen) < 1e-5
    shares = np.square(few.rest_spread) * 57, np.square(few.spread).sum()
    wide = np.square(projection.rest_spread) * 52, np.square(projection.spread).sum()
    assert sum(shares) == pytest.approx(sum(wide), rel=1e-5)


def test_fewer_rows_than_dims_give_fewer_dims():
    projection = fit(activations(12, seed=1), 40)
    assert projection.n_dims == projection.n_leading == 11


def test_latents_that_are_all_alike_come_back():
    rows = np.full((20, 5), 3, np.float32)
    projection = fit(rows, 2, full=True)
    assert np.array_equal(projection.inverse(projection.transform(rows)), rows)


def test_what_is_saved_is_what_is_read(tmp_path):
    projection, unseen = fit(activations(900, seed=1), full=True), activations(9, seed=2)
    projection.save(tmp_path / "model")
    read = Projection.load(tmp_path / "model")
    assert np.array_equal(read.transform(unseen), projection.transform(unseen))
    assert (read.full, read.n_rows, read.n_inputs) == (True, 900, N_DIMS)


def test_a_damaged_or_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(TimbrespaceError):
        Projection.load(tmp_path / "none")
    fit(activations(50, seed=1)).save(tmp_path / "model")
    (tmp_path / "model" / "weights.safetensors").write_bytes(b"nothing")
    with pytest.raises(TimbrespaceError, match="timbrespace project"):
        Projection.load(tmp_path / "model")


def test_other_shapes_and_too_few_rows_are_refused():
    projection = fit(activations(50, seed=1))
    with pytest.raises(TimbrespaceError, match=r"\(N, 60\)"):
        projection.transform(np.zeros((2, 61), np.float32))
    with pytest.raises(TimbrespaceError, match=r"\(N, 8\)"):
        projection.inverse(np.zeros((2, 60), np.float32))
    for n_rows in (0, 1):
        with pytest.raises(TimbrespaceError, match="two latents"):
            fit(activations(n_rows, seed=1))
