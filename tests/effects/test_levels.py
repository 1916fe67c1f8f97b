"""In at a stated peak, out at its own: what comes out follows the input by nothing but a gain."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.catalogue import own
from timbrespace.effects.levels import gain_in, gain_to, levelled, peak_of

THETA = np.array([0.5, 0.1, 0.9])


def sound(gain=1.0):
    return (gain * np.random.default_rng(0).normal(0, 0.1, (2, 3_000))).astype(np.float32)


def through(x):
    return levelled(own("overdrive"), x, THETA, 24_000, -12.0)


@pytest.mark.parametrize("gain", [0.01, 20.0])
def test_a_louder_sound_gives_the_same_louder_though_the_effect_bends_it(gain):
    assert peak_of(through(sound())) == pytest.approx(peak_of(sound()), rel=1e-6)
    assert np.allclose(through(sound(gain)) / gain, through(sound()), atol=1e-5)
    plain = own("overdrive").apply(sound(gain)[None], THETA[None], 24_000)[0]
    assert not np.allclose(plain / peak_of(plain), through(sound()) / peak_of(sound()), atol=0.05)


def test_silence_stays_silence():
    silence = np.zeros((1, 100), np.float32)
    assert peak_of(levelled(own("ambience"), silence, np.full(4, 0.5), 24_000, -12.0)) == 0.0
    assert gain_in(0.0, -12.0) == gain_to(0.0, 1.0) == peak_of(silence[:, :0]) == 0.0


def test_a_peak_is_reached():
    assert 0.3 * gain_in(0.3, -6.0) == pytest.approx(10 ** (-6 / 20))
