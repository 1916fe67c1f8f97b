"""The ring modulator: sidebands, feedback, phase over minutes, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.presets import settings_of

EFFECT = own("ringmod")
RATE = 44_100


def through(x, rate=RATE, **settings):
    return EFFECT.apply(x[None], settings_of(EFFECT, settings)[None], rate)[0]


def test_a_tone_becomes_sum_and_difference():
    t = np.arange(RATE) / RATE
    tone = np.cos(2 * np.pi * 3_000 * t).astype(np.float32)[None]
    made = np.abs(np.fft.rfft(through(tone, freq=1_000, fine=50)[0])) / RATE
    assert set(np.argsort(made)[-2:]) == {1_950, 4_050}
    assert made[[1_950, 4_050]] == pytest.approx([0.25, 0.25], abs=1e-3)


def test_frequency_and_fine_are_one_sum():
    x = noise(0.2)
    one = through(x, freq=1_080, fine=20, feedback=50)
    assert np.allclose(one, through(x, freq=1_020, fine=80, feedback=50), atol=1e-5)


def test_feedback_is_the_recursion_that_was_measured():
    x = noise(0.05)[:1]
    wanted, last = [], 0.0
    for t, sample in enumerate(x[0]):
        last = (sample + 0.95 * 0.8 * last) * np.sin(2 * np.pi * 500 / RATE * t)
        wanted.append(last)
    assert np.allclose(through(x, freq=500, feedback=80)[0], wanted, atol=1e-5)


def test_both_halves_agree_on_the_phase_for_minutes():
    torch = pytest.importorskip("torch")
    x = np.zeros((1, 1, RATE * 60), np.float32)
    x[..., -2_000:] = 0.5
    theta = settings_of(EFFECT, {"freq": 15_999.0, "fine": 33.0})[None]
    form = EFFECT.apply(torch.from_numpy(x), torch.from_numpy(theta), RATE)
    assert np.allclose(EFFECT.apply(x, theta, RATE), form.numpy(), atol=1e-5)


@pytest.mark.parametrize("theta", [(0.1, 0.37, 0.5), (0.6, 0.9, 0.8), (0.03, 0.1, 0.0)])
def test_its_left_channel_is_the_real_one(theta):
    x = noise()
    wanted = real("RingMod", x, freq=theta[0], fine=theta[1], feedback=theta[2])
    made = EFFECT.apply(x[None], np.array([theta]), RATE)[0]
    # Its phase is kept in 32 bits and drifts; and its right channel is fed with the left one.
    assert apart_db(made[0], wanted[0]) < -40
