"""The flanger: its zero, its swing, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.mda.flanger.ports import ports

EFFECT = own("flanger")


def settings(**changed):
    named = {each.name: each.default for each in EFFECT.parameters} | changed
    return named, np.array([each.theta(named[each.name]) for each in EFFECT.parameters])


def through(x, sample_rate=44_100, **changed):
    return EFFECT.apply(x[None], settings(**changed)[1][None], sample_rate)[0]


def test_without_mix_it_changes_nothing():
    x = noise()
    assert np.array_equal(through(x, mix=0.0), x)


def test_a_copy_without_delay_takes_the_sound_away():
    assert not through(noise(), mix=50.0, depth=0.0, feedback=0.0).any()


@pytest.mark.parametrize("rate", [16_000, 44_100, 96_000])
def test_depth_is_a_delay(rate):
    click = np.zeros((1, rate // 4), np.float32)
    click[0, 0] = 1
    out = through(click, rate, mix=100.0, depth=20.0, depth_mod=0.0, feedback=0.0)
    assert np.abs(out[0]).argmax() == pytest.approx(0.02 * rate, abs=1)


def test_feedback_has_a_sign():
    click = np.zeros((1, 4_410), np.float32)
    click[0, 0] = 1

    def echoes(feedback):
        settled = {"mix": 100.0, "depth": 10.0, "depth_mod": 0.0, "feedback": feedback}
        out = through(click, **settled)[0]
        return [out[i - 2 : i + 4].sum() for i in (441, 882)]

    assert echoes(50.0) == pytest.approx([-1, -0.475], abs=1e-3)
    assert echoes(-50.0) == pytest.approx([-1, 0.475], abs=1e-3)


def test_the_delay_comes_through_zero_once_in_a_cycle():
    ramp = np.linspace(0, 1, 44_100, dtype=np.float32)[None]
    out = through(ramp, rate=2.0, mix=100.0, depth=5.0, feedback=0.0, depth_mod=100.0)
    delay = (ramp + out)[0] * 44_099
    assert delay[2_000:].max() == pytest.approx(220.5, abs=0.5)
    assert delay[2_000:].min() == pytest.approx(0, abs=0.5)
    # Half a cycle after the beginning, where it is longest.
    assert delay[2_000:20_000].argmin() + 2_000 == pytest.approx(11_025, abs=30)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"rate": 0.5, "depth": 1.0, "mix": 50.0, "feedback": 60.0},
        {"rate": 0.05, "depth": 30.0, "mix": 70.0, "depth_mod": 40.0},
    ],
)
def test_it_is_the_real_one(changed):
    x = noise(1.0)
    wanted = real("ThruZero", x, **ports(44_100, **settings(**changed)[0]))
    assert apart_db(through(x, **changed), wanted) < -30
