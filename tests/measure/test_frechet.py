"""The Fréchet distance, against its closed form and against a matrix square root."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import sqrtm

from timbrespace.measure.frechet import frechet_distance, frechet_infinity


def cloud(n, dims, seed, scale=1.0, shift=0.0):
    return np.random.default_rng(seed).normal(size=(n, dims)) * scale + shift


@pytest.mark.parametrize("n", [200, 7])
def test_equal_to_the_textbook_formula(n):
    one = cloud(n, 5, 0) @ cloud(5, 5, 1)
    other = cloud(n, 5, 2, shift=0.5)
    first, second = np.cov(one.T), np.cov(other.T)
    apart = one.mean(axis=0) - other.mean(axis=0)
    root = np.real(sqrtm(first @ second))
    textbook = apart @ apart + np.trace(first + second - 2 * root)
    assert frechet_distance(one, other) == pytest.approx(textbook, rel=1e-6)


def test_itself_is_at_no_distance_also_with_fewer_rows_than_dims():
    few = cloud(6, 40, 0)
    assert frechet_distance(few, few) == pytest.approx(0, abs=1e-9)


def test_few_rows_look_further_apart_and_extrapolation_undoes_most_of_it():
    reference = cloud(3000, 8, 0)
    by_sound = [cloud(4, 8, seed) for seed in range(1, 31)]
    plain = frechet_distance(reference, np.concatenate(by_sound))
    endless = frechet_infinity(reference, by_sound, seed=0)
    assert abs(endless) < plain / 2


def test_the_same_seed_gives_the_same_number():
    reference, by_sound = cloud(50, 4, 0), [cloud(5, 4, s) for s in range(8)]
    first = frechet_infinity(reference, by_sound, seed=3)
    assert first == frechet_infinity(reference, by_sound, seed=3)
