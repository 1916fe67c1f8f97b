"""Distances are nothing between equals, grow with difference, and mean what they say."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.factors.hearing.measures import (
    envelope_distance_db,
    level_db,
    spectrogram_distance_db,
    travelled,
)


@pytest.fixture
def noise():
    return np.random.default_rng(0).normal(0, 0.1, 8000).astype(np.float32)


def test_travelled_is_the_share_of_the_way():
    source, target = np.zeros((2, 3)), np.ones((2, 3))
    for share in (0.0, 0.25, 1.0):
        assert travelled(share * target, source, target) == pytest.approx(share)
    assert np.isnan(travelled(source, source, source))


def test_equals_are_at_no_distance(noise):
    assert spectrogram_distance_db(noise, noise) == 0
    assert envelope_distance_db(noise, noise) == 0


def test_half_the_amplitude_is_six_decibels_but_no_other_colour(noise):
    assert spectrogram_distance_db(noise, noise / 2) == pytest.approx(6.02, abs=0.05)
    assert envelope_distance_db(noise, noise / 2) == pytest.approx(0, abs=0.01)
    assert level_db(noise) - level_db(noise / 2) == pytest.approx(6.02, abs=0.01)


def test_a_change_of_colour_is_a_distance_whatever_the_lengths(noise):
    dull = np.convolve(noise, np.ones(8) / 8, "same").astype(np.float32)
    assert envelope_distance_db(dull[:3000], noise) > 4


def test_silence_is_measured_too():
    silent = np.zeros(4000, np.float32)
    assert level_db(silent) == -120
    assert np.isfinite(spectrogram_distance_db(silent, silent))
