from __future__ import annotations

import numpy as np
import pytest

from timbrespace.matching.metric import N_DIRECTIONS, StyleMetric, fit_metric, shipped_metric
from timbrespace.matching.style import N_FIGURES


@pytest.fixture(scope="module")
def metric() -> StyleMetric:
    """Sounds move the first ten figures, an effect the last ten of eighty."""
    rng = np.random.default_rng(0)
    wide = np.r_[np.full(10, 5.0), np.full(70, 0.1)]
    sounds = rng.normal(size=(2_000, 80)) * wide
    effects = np.zeros((500, 80))
    effects[:, 70:] = rng.normal(size=(500, 10))
    return fit_metric(sounds, effects, rng.normal(size=(500, 80)))


def test_what_effects_move_counts_and_what_sounds_move_does_not(metric):
    here = np.zeros(80)
    by_sound, by_effect = here.copy(), here.copy()
    by_sound[0], by_effect[75] = 3.0, 3.0
    assert metric.unlikeness(by_effect, here) > 20 * metric.unlikeness(by_sound, here)
    assert metric.unlikeness(here, here) == 0


def test_different_sounds_treated_alike_are_about_one_apart_in_each_direction(metric):
    rng = np.random.default_rng(1)
    wide = np.r_[np.full(10, 5.0), np.full(70, 0.1)]
    apart = metric.unlikeness(rng.normal(size=(300, 80)) * wide, np.zeros(80))
    assert 0.3 < apart.mean() / min(N_DIRECTIONS, 80) < 3


def test_a_temper_divides(metric):
    milder = StyleMetric({**metric.arrays, "temper": np.array(4.0)})
    point, here = np.ones(80), np.zeros(80)
    assert 4 * milder.unlikeness(point, here) == pytest.approx(metric.unlikeness(point, here))


def test_the_shipped_one_fits_styles():
    assert shipped_metric().seen(np.zeros((3, N_FIGURES))).shape == (3, N_DIRECTIONS)
