"""The overdrive: its curve, its muffle, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, noise, real

from timbrespace.effects.catalogue import own

EFFECT = own("overdrive")


def through(x, drive=0.0, muffle=0.0, output=0.5, rate=44_100):
    return EFFECT.apply(x[None], np.array([[drive, muffle, output]]), rate)[0]


def test_at_rest_it_changes_nothing():
    x = noise()
    assert np.allclose(through(x), x, atol=1e-7)


@pytest.mark.parametrize("drive", [0.0, 0.3, 1.0])
def test_the_curve_mixes_the_sample_with_its_root(drive):
    x = np.linspace(-1.0, 1.0, 201, dtype=np.float32)[None]
    wanted = (1 - drive) * x + drive * np.sign(x) * np.sqrt(np.abs(x))
    assert np.allclose(through(x, drive), wanted, atol=2e-5)


def test_muffle_takes_the_same_from_a_tone_at_any_rate():
    def level_db(rate):
        tone = 0.5 * np.sin(2 * np.pi * 1_000 * np.arange(rate) / rate).astype(np.float32)[None]
        return 20 * np.log10(np.std(through(tone, muffle=0.6, rate=rate)) / np.std(tone))

    # Its cut-off is at 810 Hz: one pole takes 4 dB from 1 kHz.
    assert [level_db(rate) for rate in (16_000, 44_100, 96_000)] == pytest.approx(
        [-4] * 3, abs=0.4
    )


def test_more_muffle_is_duller():
    x = noise()
    levels = [np.std(np.diff(through(x, muffle=m))) for m in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert levels == sorted(levels, reverse=True)


@pytest.mark.parametrize("theta", [(0.7, 0.4, 0.6), (1.0, 0.9, 0.5), (0.2, 0.0, 0.3)])
def test_it_is_the_real_one(theta):
    x = noise()
    wanted = real("Overdrive", x, drive=theta[0], muffle=theta[1], output=theta[2])
    assert apart_db(through(x, *theta), wanted) < -80
