"""Permutation importance finds what a word hangs on, and noise stays under the floor."""

from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.analysis_world import NAMES, ToySurrogate, points, truth
from timbrespace.surrogates.explain.importance import noise_floor, permutation_importance

DIMS = [f"z{i}" for i in range(5)]


def found(**options):
    held = points(400, seed=2)
    return permutation_importance(
        truth, held.latents.astype(float), held.values, NAMES, DIMS, **options
    )


def test_words_hang_on_their_own_dims_and_on_no_other():
    beyond = found().beyond()
    assert beyond[:, :3].tolist() == [
        [True, False, False], [True, True, False], [False, False, True], [False, True, False],
    ]  # fmt: skip
    assert not beyond[:, 3:].any()


def test_a_dim_that_carries_all_costs_twice_the_variance():
    """Permuted, prediction and truth are independent: the error is twice the variance."""
    seen = found(n_repeats=20)
    assert seen.drop[0, 0] == pytest.approx(2, abs=0.15)
    assert (seen.low <= seen.drop).all() and (seen.drop <= seen.high).all()
    assert abs(seen.drop[0, 3]) < 1e-12, "what the model never looks at costs nothing at all"
    assert (seen.r2 > 0.99).all()


def test_undefined_values_are_left_out():
    held = points(400, seed=2)
    held.values[::3, 1] = np.nan
    seen = permutation_importance(truth, held.latents.astype(float), held.values, NAMES, DIMS)
    assert np.isfinite(seen.drop).all() and seen.beyond()[1].tolist() == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_points_that_belong_together_widen_the_interval():
    held = points(60, seed=2)
    four = np.repeat(held.latents.astype(float), 4, axis=0), np.repeat(held.values, 4, axis=0)
    alone = permutation_importance(truth, *four, NAMES, DIMS)
    grouped = permutation_importance(
        truth, *four, NAMES, DIMS, groups=np.repeat(np.arange(60), 4).tolist()
    )
    width = [float((f.high - f.low)[0, 0]) for f in (alone, grouped)]
    assert width[1] > 1.4 * width[0]
    assert np.allclose(alone.drop, grouped.drop)


def test_a_model_that_learns_by_heart_has_a_higher_floor():
    rng = np.random.default_rng(3)
    few, many = points(30, 1.0, seed=4), points(600, 1.0, seed=4)
    test = points(300, 1.0, seed=5)

    def least_squares(latents, values):
        weights, *_ = np.linalg.lstsq(_with_one(latents), values, rcond=None)
        return lambda asked: _with_one(asked) @ weights

    floors = [
        noise_floor(
            least_squares, (p.latents.astype(float), p.values),
            (test.latents.astype(float), test.values), seed=int(rng.integers(99)),
        )
        for p in (few, many)
    ]  # fmt: skip
    assert (floors[0] >= 0).all() and floors[0].mean() > 3 * floors[1].mean()
    assert floors[1].max() < 0.1


def test_the_same_seed_gives_the_same_figures():
    one, two = found(seed=7), found(seed=7)
    assert np.array_equal(one.drop, two.drop) and np.array_equal(one.low, two.low)


def test_the_world_is_as_it_says():
    z = np.zeros((2, 5))
    assert np.allclose(ToySurrogate().predict(z)[0], truth(z))


def _with_one(z):
    return np.column_stack([z, np.ones(len(z))])
