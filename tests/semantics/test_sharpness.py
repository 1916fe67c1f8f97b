import numpy as np
import pytest

from timbrespace.semantics.descriptors import describe
from timbrespace.semantics.sharpness import sharpness


def narrow_noise(hz, width_hz, level_db, rate=48_000, seconds=4):
    """A band of noise ``(1, 1, T)`` whose RMS of 1 would be 100 dB."""
    n = rate * seconds
    spectrum = np.fft.rfft(np.random.default_rng(0).normal(size=n))
    every = np.fft.rfftfreq(n, 1 / rate)
    spectrum[np.abs(every - hz) > width_hz / 2] = 0
    wave = np.fft.irfft(spectrum)
    return (wave / np.sqrt(np.mean(wave**2)) * 10 ** ((level_db - 100) / 20))[None, None]


def measured(x, rate=48_000):
    return describe(x, rate, ["sharpness_acum"])["sharpness_acum"][0]


def test_a_critical_band_about_1_khz_at_60_db_is_1_acum():
    assert measured(narrow_noise(1_000, 160, 60)) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("hz", "width_hz", "acum"),
    [(250, 100, 0.38), (500, 110, 0.6), (2_150, 350, 1.5), (4_000, 700, 2.5)],
)
def test_critical_bands_are_near_the_standard_s_table(hz, width_hz, acum):
    assert measured(narrow_noise(hz, width_hz, 60)) == pytest.approx(acum, rel=0.2)


def test_level_hardly_matters():
    found = [measured(narrow_noise(1_000, 160, level_db)) for level_db in (45, 60, 75)]
    assert np.ptp(found) < 0.1


def test_what_nobody_hears_has_none():
    assert np.isnan(sharpness(np.zeros((1, 240)))).all()
