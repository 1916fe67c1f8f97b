import numpy as np
import pytest

from timbrespace.semantics.thirds import MIDDLES_HZ, levels_db, responses

SIZE = 4_096


def power(x, window=1.0):
    return np.abs(np.fft.rfft(x * window)) ** 2


@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_tone_in_the_middle_of_a_band_has_its_level_there_and_20_db_less_beside(rate):
    time_s = np.arange(SIZE) / rate
    window = np.sqrt(8 / 3) * (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE))
    for band in (14, 18, 24):
        tone = np.sqrt(2) * 1e-2 * np.sin(2 * np.pi * MIDDLES_HZ[band] * time_s)
        found = levels_db(power(tone, window), SIZE, rate)
        assert found[band] == pytest.approx(60, abs=0.4)
        assert (found[[band - 1, band + 1]] < 44).all()


def test_bands_of_white_noise_rise_by_a_decibel_each():
    noise = 0.01 * np.random.default_rng(0).normal(size=(200, SIZE))
    found = levels_db(power(noise).mean(axis=0), SIZE, 44_100)
    assert np.diff(found[10:]) == pytest.approx(np.full(17, 1.0), abs=0.4)
    bandwidth = MIDDLES_HZ * (2 ** (1 / 6) - 2 ** (-1 / 6))
    expected = 60 + 10 * np.log10(bandwidth / 22_050)
    assert found[10:] == pytest.approx(expected[10:], abs=0.5)


def test_filters_that_begin_at_rest_lose_most_in_low_bands():
    steady, rising = (responses(SIZE, 44_100, rising=r).max(axis=0) for r in (False, True))
    share = rising / steady
    assert share[0] < 0.3 and share[-1] > 0.98 and (np.diff(share) > -0.01).all()


def test_bands_beyond_nyquist_are_empty():
    found = responses(1_024, 8_000, rising=False)
    assert (found[:, MIDDLES_HZ >= 4_000] == 0).all() and (found[:, 20] > 0).any()
