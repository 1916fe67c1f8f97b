"""Processes find smooth words, say how sure they are, and tell smooth from rough."""

from __future__ import annotations

import numpy as np

from timbrespace.surrogates.transfer.process import Process, Smoothness, kernel, likeliest


def world(n=120, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, 3))
    return x, np.stack([x[:, 0], np.sin(4 * x[:, 1]), rng.standard_normal(n)], axis=1)


def test_smooth_words_are_found_and_noise_is_not():
    x, y = world()
    asked, truth = world(200, seed=1)
    values, spread = Process(x, y).predict(asked)
    left = ((values - truth) ** 2).mean(axis=0) / truth.var(axis=0)
    assert left[0] < 0.05 and left[1] < 0.8 and left[2] > 0.9
    assert (spread.mean(axis=0)[0] < spread.mean(axis=0)[1:]).all()


def test_the_spread_comes_true():
    rng = np.random.default_rng(2)
    x, asked = rng.standard_normal((150, 2)), rng.standard_normal((400, 2))
    y, truth = (z[:, :1] + 0.3 * rng.standard_normal((len(z), 1)) for z in (x, asked))
    values, spread = Process(x, y).predict(asked)
    inside = np.abs(values - truth) < 1.96 * spread
    assert 0.88 < inside.mean() <= 1


def test_straight_words_are_supposed_straight():
    x, y = world()
    straight, wavy, noise = likeliest(x, (y - y.mean(axis=0)) / y.std(axis=0))
    assert straight.straight >= 0.5 and wavy.length <= 0.6 and noise.noise == 0.4
    assert straight.noise == 0.02


def test_far_from_everything_it_falls_back_to_the_mean():
    x, y = world()
    bump = [Smoothness(0.6, 0.0, 0.02)] * 3
    values, spread = Process(x, y, bump).predict(np.full((1, 3), 50.0))
    np.testing.assert_allclose(values[0], y.mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(spread[0], y.std(axis=0), rtol=0.05)


def test_one_decode_is_enough_to_say_something():
    values, spread = Process(np.zeros((1, 3)), np.array([[0.7]])).predict(np.ones((2, 3)))
    assert np.isfinite(values).all() and (spread > 0).all()


def test_kernels_are_covariances():
    x, _ = world(40)
    held = kernel(x, x, Smoothness(0.6, 0.5, 0.1))
    np.testing.assert_allclose(held, held.T)
    assert np.linalg.eigvalsh(held).min() > -1e-9
