"""Probes find what is there, nothing where nothing is, and fit on the training part alone."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.studies.effects.space_features import Candidate
from timbrespace.studies.effects.space_probes import PROBES, classify, regress, scaled, seen

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("probe", PROBES)
def test_classes_that_lie_apart_are_told_and_noise_is_not(probe):
    y = RNG.integers(0, 3, 240)
    at = np.eye(3)[y] + 0.1 * RNG.standard_normal((240, 3))
    assert (classify(probe, at[:160], y[:160], at[160:]) == y[160:]).mean() > 0.95
    noise = RNG.standard_normal((240, 3))
    assert (classify(probe, noise[:160], y[:160], noise[160:]) == y[160:]).mean() < 0.55


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("n_settings", [1, 2])
def test_settings_are_read_where_they_are_there(probe, n_settings):
    theta = RNG.uniform(0, 1, (240, n_settings))
    angle = np.pi * theta[:, :1]
    rows = np.hstack([np.cos(angle), np.sin(angle), 2 * theta - 1])
    read = regress(probe, rows[:180], theta[:180], rows[180:])
    assert read.shape == (60, n_settings)
    assert np.abs(read - theta[180:]).mean() < 0.12


def test_components_come_from_the_training_part_alone():
    rows = RNG.standard_normal((40, 6)).astype(np.float32)
    train, test = np.arange(30), np.arange(30, 40)
    here, held = seen(Candidate("pca", rows, 3), train, test)
    changed = rows.copy()
    changed[30:] *= 100
    again, _ = seen(Candidate("pca", changed, 3), train, test)
    assert here.shape == (30, 3) and held.shape == (10, 3)
    assert np.allclose(here, again)


def test_scales_come_from_the_training_part_and_dims_that_never_vary_do_no_harm():
    train = np.array([[0.0, 5.0], [2.0, 5.0]])
    here, held = scaled(train, np.array([[4.0, 5.0]]))
    assert here.std(axis=0).tolist() == [1.0, 0.0]
    assert held.tolist() == [[3.0, 0.0]]
