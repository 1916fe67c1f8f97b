"""The ambience: a room that dies away, its size, its highs, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, dull, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.presets import settings_of

EFFECT = own("ambience")
RATE = 44_100


def through(x, rate=RATE, **settings):
    return EFFECT.apply(x[None], settings_of(EFFECT, settings)[None], rate)[0]


def room(rate=RATE, **settings):
    x = np.zeros((2, rate), np.float32)
    x[:, 0] = 1.0
    return through(x, rate, mix=100.0, **settings)


def died_s(made, rate=RATE):
    left = np.cumsum(made[0][::-1].astype(np.float64) ** 2)[::-1]
    return np.argmax(left < 1e-4 * left[0]) / rate


def test_without_mix_it_is_dry():
    x = noise(0.2)
    assert np.allclose(through(x, mix=0.0), x, atol=1e-7)


def test_a_larger_room_rings_longer():
    times = [died_s(room(size=size)) for size in (1.0, 4.0, 7.0, 10.0)]
    assert times == sorted(times)
    assert times[-1] > 5 * times[0]


@pytest.mark.parametrize("rate", [22_050, 44_100, 96_000])
def test_a_room_is_as_large_at_any_rate(rate):
    assert died_s(room(rate, size=7.0), rate) == pytest.approx(0.226, abs=0.015)


def test_more_of_it_lets_more_highs_through():
    def brightness(hf_damp):
        made = np.abs(np.fft.rfft(room(size=5.0, hf_damp=hf_damp)[0]))
        return np.mean(made[10_000:]) / np.mean(made[:1_000])

    found = [brightness(hf_damp) for hf_damp in (0.0, 30.0, 60.0, 100.0)]
    assert found == sorted(found)


def test_left_and_right_are_not_the_same_room():
    made = room(size=7.0)
    assert np.std(made[0] - made[1]) > 0.1 * np.std(made[0])


def test_it_dies_away_within_its_tail():
    running = EFFECT.stream(RATE)
    made = room(size=10.0, hf_damp=100.0)
    assert np.abs(made[:, running.tail_samples :]).max() < 1e-3 * np.abs(made).max()


@pytest.mark.parametrize(
    "theta", [(0.5, 0.3, 0.6, 0.5), (0.9, 0.6, 0.9, 0.4), (0.2, 0.9, 0.8, 0.5)]
)
def test_it_sounds_as_the_real_one(theta):
    size, hf_damp, mix, output = theta
    x = dull()
    wanted = real("Ambience", x, size=size, hf_damp=hf_damp, mix=mix, output=output)
    # The real one has whole samples of delay only.
    assert apart_db(EFFECT.apply(x[None], np.array([theta]), RATE)[0], wanted) < -20
