"""The combo: soft and hard clipping, the front, the loudspeaker, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.presets import settings_of

EFFECT = own("combo")
RATE = 44_100
#: The curve alone: from this on the loudspeaker has settled.
SETTLED = 4_410


def through(x, rate=RATE, **settings):
    return EFFECT.apply(x[None], settings_of(EFFECT, settings)[None], rate)[0]


def at_port(theta, x):
    names = ("drive", "bias", "output", "hpf_freq", "hpf_reso")
    return real("Combo", x, **dict(zip(names, theta, strict=True)))


def test_without_drive_it_is_linear():
    x = noise()
    assert np.allclose(through(0.5 * x, drive=10), 0.5 * through(x, drive=10), atol=1e-6)


@pytest.mark.parametrize("drive", [-90, -40, 60, 95])
def test_drive_flattens(drive):
    x = noise()
    assert np.std(through(2.0 * x, drive=drive)) < 1.9 * np.std(through(x, drive=drive))


def test_silence_stays_silent_under_any_bias():
    silent = np.zeros((1, 2_000), np.float32)
    for drive in (-80, 0, 80):
        assert not np.any(through(silent, drive=drive, bias=70))


def test_bias_bends_one_side_more():
    t = np.arange(RATE // 2) / RATE
    tone = 0.3 * np.sin(2 * np.pi * 1_000 * t).astype(np.float32)[None]

    def second_harmonic(bias):
        made = np.abs(np.fft.rfft(through(tone, drive=-60, bias=bias)[0][-4_410:]))
        return made[200] / made[100]

    assert second_harmonic(0) < 1e-3
    assert second_harmonic(80) > 0.03


def test_the_front_holds_back_what_is_below_it():
    t = np.arange(RATE // 2) / RATE
    tone = 0.1 * np.sin(2 * np.pi * 300 * t).astype(np.float32)[None]
    levels = [
        np.std(through(tone, drive=10, hpf_freq=hz)[:, SETTLED:]) for hz in (400, 1500, 6000)
    ]
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] < 0.1 * levels[0]


@pytest.mark.parametrize("rate", [8_000, 22_050, 192_000])
def test_the_front_settles_at_any_rate(rate):
    made = through(noise(0.3), rate=rate, hpf_freq=7_000, hpf_reso=0)
    assert np.abs(made).max() < 3


@pytest.mark.parametrize(
    "theta", [(0.1, 0.5, 0.4, 0.6, 0.8), (0.9, 0.5, 0.5, 0.3, 0.3), (0.55, 0.5, 0.5, 0.9, 0.9)]
)
def test_it_is_the_real_one(theta):
    x = noise()
    made = EFFECT.apply(x[None], np.array([theta]), RATE)[0]
    assert apart_db(made, at_port(theta, x)) < -80


@pytest.mark.parametrize("theta", [(0.2, 0.8, 0.5, 0.0, 0.5), (0.8, 0.1, 0.5, 0.0, 0.5)])
def test_under_a_bias_it_is_the_real_one_after_that_has_thumped(theta):
    x = noise()
    made = EFFECT.apply(x[None], np.array([theta]), RATE)[0]
    assert apart_db(made[:, SETTLED:], at_port(theta, x)[:, SETTLED:]) < -80


def test_gradients_to_the_drive_hold_on_either_side_of_its_step():
    torch = pytest.importorskip("torch")
    x = torch.from_numpy(noise(0.05)[None]).double()
    for drive in (0.3, 0.49, 0.51, 0.9):
        theta = torch.tensor([[drive, 0.5, 0.5, 0.2, 0.5]], dtype=torch.float64)
        theta.requires_grad_()
        EFFECT.apply(x, theta, RATE).square().mean().backward()
        assert torch.isfinite(theta.grad).all()
