"""The features stand where they should, and follow level and pitch as cepstra do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.spaces.trained.mfcc import FLOOR, N_BANDS, Mfcc

FRONT = Mfcc(16_000, 160)
NOISE = np.random.default_rng(0).normal(0, 0.1, 16_000).astype(np.float32)


@given(st.integers(0, 4_000))
def test_there_are_two_columns_for_each_two_hops_begun(n):
    assert FRONT.features(NOISE[:n]).shape == (39, 2 * -(-n // 320))


def test_a_sound_one_hop_later_has_its_columns_one_later():
    late = FRONT.features(np.pad(NOISE, (160, 0)))
    here = FRONT.features(NOISE)
    np.testing.assert_allclose(late[:, 8:90], here[:, 7:89], atol=1e-4)


def test_a_louder_sound_differs_in_the_first_coefficient_alone():
    soft, loud = FRONT.features(NOISE)[:, 8:-8], FRONT.features(4 * NOISE)[:, 8:-8]
    raised = np.sqrt(N_BANDS) * np.log(16)
    np.testing.assert_allclose(loud[0] - soft[0], raised, rtol=1e-3)
    np.testing.assert_allclose(loud[1:], soft[1:], atol=1e-3)


def test_what_stays_has_no_deltas_and_what_swells_has_one():
    at = np.arange(16_000) / 16_000
    swelling = (NOISE * np.exp(3 * at)).astype(np.float32)
    steady, rising = (FRONT.features(each)[13, 8:-8].mean() for each in (NOISE, swelling))
    # Power grows by e^6 in a second of a hundred columns.
    assert rising - steady == pytest.approx(np.sqrt(N_BANDS) * 6 / 100, rel=0.02)


def test_silence_is_at_the_floor():
    quiet = FRONT.features(np.zeros(1_600, np.float32))
    np.testing.assert_allclose(quiet[0], np.sqrt(N_BANDS) * np.log(FLOOR), rtol=1e-5)
    np.testing.assert_allclose(quiet[1:], 0, atol=1e-4)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050])
def test_no_band_is_empty_and_a_full_sine_is_1_in_one(rate):
    front = Mfcc(rate, rate // 100)
    assert (front.bands().sum(0) > 0.3).all()
    assert front.window <= front.n_fft < 2 * front.window
    sine = np.sin(2 * np.pi * rate / 8 * np.arange(front.window) / rate)
    magnitude = np.abs(np.fft.rfft(sine * front.taper(), front.n_fft)).max()
    assert magnitude == pytest.approx(1, rel=0.02)
