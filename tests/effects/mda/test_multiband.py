"""The multiband compressor: its bands, what it presses, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.mda.multiband.ports import ports

EFFECT = own("multiband")
REST = {name: 0.0 for name in ("l_comp", "m_comp", "h_comp", "l_out", "m_out", "h_out")}


def settings(**changed):
    named = {each.name: each.default for each in EFFECT.parameters} | REST | {"stereo": 100.0}
    named |= changed
    return named, np.array([each.theta(named[each.name]) for each in EFFECT.parameters])


def through(x, rate=44_100, **changed):
    return EFFECT.apply(x[None], settings(**changed)[1][None], rate)[0]


def tone(hz, rate=44_100, amplitude=1e-4):
    return np.tile(amplitude * np.sin(2 * np.pi * hz * np.arange(rate) / rate), (2, 1)).astype("f")


def gain_db(hz, rate=44_100, amplitude=1e-4, **changed):
    x = tone(hz, rate, amplitude)
    return 20 * np.log10(np.std(through(x, rate, **changed)) / np.std(x))


def test_quiet_sound_is_left_alone_at_rest():
    x = 1e-4 * noise()
    assert np.allclose(through(x), x, atol=1e-7)


@pytest.mark.parametrize(("band", "hz"), [("l_out", 30), ("m_out", 1_200), ("h_out", 20_000)])
def test_each_band_has_its_gain(band, hz):
    others = {"l_out": 0.0, "m_out": 0.0, "h_out": 0.0} | {band: 12.0}
    assert gain_db(hz, m_h=4_000.0, **others) == pytest.approx(12, abs=3)


@pytest.mark.parametrize("rate", [22_050, 48_000])
def test_bands_meet_at_the_same_place_at_any_rate(rate):
    alone = {"m_out": -20.0, "h_out": -20.0, "m_h": 4_000.0}
    levels = [gain_db(hz, rate, **alone) for hz in (60, 200, 600)]
    assert levels == pytest.approx([gain_db(hz, **alone) for hz in (60, 200, 600)], abs=1.5)


def test_loud_sound_is_pressed_more():
    gains = [gain_db(1_500, amplitude=a, m_comp=60.0) for a in (1e-3, 1e-2, 0.1, 1.0)]
    assert gains == sorted(gains, reverse=True) and gains[0] - gains[-1] > 12


def test_the_low_band_goes_down_with_the_high_one():
    # So does the plug-in's: a tone that is low, beside one that is high and loud.
    low, high = tone(60, amplitude=0.01), tone(12_000, amplitude=1.0)

    def of_the_low(x, **changed):
        spectrum = np.abs(np.fft.rfft(through(x, m_h=1_000.0, m_out=-20.0, **changed)[0]))
        return spectrum[60]

    assert of_the_low(low + high, h_comp=80.0) < 0.2 * of_the_low(low, h_comp=80.0)
    same = {"h_comp": 0.0}
    by_its_own = of_the_low(low, l_comp=80.0, **same) / of_the_low(low, l_comp=0.0, **same)
    assert by_its_own > 3  # Its make-up gain is all that it does.


def test_width_is_what_lies_beside_the_middle():
    x = noise()
    x[1] *= -1
    assert np.allclose(through(x, stereo=50.0), 0.5 * x, atol=1e-6)


@pytest.mark.parametrize(
    "changed",
    [
        {"l_comp": 54.0, "h_comp": 60.0, "l_out": -2.0},
        {"m_comp": 70.0, "attack": 0.4, "release": 20.0, "l_m": 400.0, "m_h": 3_000.0},
        {"h_comp": 90.0, "m_comp": 20.0, "m_out": 6.0, "h_out": -8.0, "stereo": 150.0},
    ],
)
def test_it_is_the_real_one(changed):
    x = noise(1.0) * np.abs(np.sin(np.arange(44_100) / 5_000)).astype(np.float32)
    x[1] *= 0.3
    # The real one begins with its gains down; it is given time.
    waited = np.pad(x, ((0, 0), (44_100, 0)))
    wanted = real("MultiBand", waited, **ports(44_100, **settings(**changed)[0]))[:, 44_100:]
    assert apart_db(through(x, **changed), wanted) < -90
