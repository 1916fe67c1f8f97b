"""Draws follow the odds that they are given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.spaces.trained.wavenet import choosing

LOGITS = np.log([0.5, 0.2, 0.05, 0.25])


def codes(temperature: float, dice: np.ndarray) -> np.ndarray:
    return np.array([choosing._code(LOGITS.copy(), temperature, d) for d in dice])


def values(parts, temperature: float, n: int = 4_000) -> np.ndarray:
    rng = np.random.default_rng(0)
    parts = np.asarray(parts, np.float64)
    return np.array([choosing._value(parts.copy(), temperature, rng.random(2)) for _ in range(n)])


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_codes_come_as_often_as_they_should(temperature):
    n = 1_000
    drawn = codes(temperature, (np.arange(n) + 0.5) / n)
    odds = np.exp(LOGITS / temperature)
    assert np.abs(np.bincount(drawn, minlength=4) / n - odds / odds.sum()).max() <= 2 / n


def test_without_a_temperature_the_likeliest_comes():
    assert set(codes(0.0, np.linspace(0, 0.999, 50))) == {0}


@given(dice=st.floats(0, 1), shift=st.floats(-1e4, 1e4))
def test_any_dice_and_any_logits_give_a_code(dice, shift):
    assert 0 <= choosing._code(LOGITS + shift, 1.0, dice) < 4


def test_a_logistic_has_its_mean_and_its_scale():
    drawn = values([0.0, 0.1, np.log(0.02)], 1.0)
    assert abs(np.median(drawn) - 0.1) < 0.003
    # Half of a logistic lies within log(3) scales of its mean.
    low, high = np.percentile(drawn, [25, 75])
    assert (high - low) / (2 * np.log(3) * 0.02) == pytest.approx(1, abs=0.1)


def test_parts_of_a_mixture_come_by_their_weights():
    drawn = values([np.log(0.8), np.log(0.2), -0.5, 0.5, -9.0, -9.0], 1.0)
    assert np.mean(drawn < 0) == pytest.approx(0.8, abs=0.02)


def test_values_are_samples_of_16_bits_within_full_scale():
    drawn = values([0.0, 0.9, 1.0], 1.0)
    assert np.abs(drawn).max() == 1.0
    assert np.array_equal(drawn * 32_768, np.round(drawn * 32_768))
    assert set(values([0.0, 0.25, 1.0], 0.0, 20)) == {0.25}
