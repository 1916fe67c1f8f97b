"""What probes see is learnt from training items alone, and does not depend on units."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.probing.features import EXACT_DIMS, components, features


@pytest.fixture
def rows():
    rng = np.random.default_rng(0)
    return (rng.normal(size=(60, 10)) @ rng.normal(size=(10, 10))).astype(np.float32)


def test_components_are_scaled_and_uncorrelated(rows):
    seen = features(rows[:40], rows[40:], 6)
    assert seen.train.shape == (40, 6) and seen.test.shape == (20, 6)
    np.testing.assert_allclose(np.cov(seen.train.T, bias=True), np.eye(6), atol=1e-6)


def test_test_items_have_no_say(rows):
    one, other = features(rows[:40], rows[40:], 6), features(rows[:40], 99 * rows[40:], 6)
    assert np.array_equal(one.train, other.train)


def test_units_do_not_matter(rows):
    scale = np.logspace(-3, 3, 10).astype(np.float32)
    one, other = (
        features(rows[:40], rows[40:], 4),
        features(rows[:40] * scale, rows[40:] * scale, 4),
    )
    np.testing.assert_allclose(np.abs(one.test), np.abs(other.test), rtol=1e-2, atol=1e-3)


def test_dims_that_are_copies_or_constant_bring_no_noise(rows):
    doubled = np.concatenate([rows, rows, np.ones((60, 3), np.float32)], axis=1)
    seen = features(doubled[:40], doubled[40:], 23)
    assert seen.train.shape[1] == 10
    assert np.abs(seen.test).max() < 20


def test_all_dims_as_they_are(rows):
    seen = features(rows[:40], rows[40:], None)
    expected = (rows[40:] - rows[:40].mean(0)) / rows[:40].std(0)
    np.testing.assert_allclose(seen.test, expected, rtol=1e-4, atol=1e-4)


def test_wide_spaces_give_nearly_the_same_from_a_range_finder():
    rng = np.random.default_rng(1)
    low = rng.normal(size=(80, 5)) * [9, 7, 5, 3, 2]
    wide = (low @ rng.normal(size=(5, EXACT_DIMS + 10))).astype(np.float32)
    seen = features(wide[:60], wide[60:], 5)
    np.testing.assert_allclose(np.cov(seen.train.T, bias=True), np.eye(5), atol=1e-5)
    assert np.array_equal(seen.train, features(wide[:60], wide[60:], 5).train)


def test_neighbours_are_the_nearest_training_items(rows):
    seen = features(rows[:40], rows[40:], 6, k=3)
    distances = np.linalg.norm(seen.test[:, None] - seen.train[None], axis=2)
    assert np.array_equal(np.sort(seen.neighbours), np.sort(np.argsort(distances)[:, :3]))


def test_shares_of_variance_come_in_order_and_make_up_the_whole(rows):
    points, shares = components(rows, None)
    assert (np.diff(shares) <= 1e-12).all() and shares.sum() == pytest.approx(1)
    assert points.var(axis=0) / points.var(axis=0).sum() == pytest.approx(shares)


def test_what_is_not_finite_is_refused(rows):
    rows[3, 2] = np.nan
    with pytest.raises(TimbrespaceError, match="not finite"):
        features(rows[:40], rows[40:], 6)
