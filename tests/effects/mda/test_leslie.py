"""The Leslie: its rotors, what mono keeps of them, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, dull, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.mda.leslie.ports import ports

EFFECT = own("leslie")
STILL = {
    "mode": 0.0,
    "lo_width": 0.0,
    "lo_throb": 0.0,
    "hi_width": 0.0,
    "hi_depth": 0.0,
    "hi_throb": 0.0,
}


def settings(**changed):
    named = {each.name: each.default for each in EFFECT.parameters} | STILL | changed
    return named, np.array([each.theta(named[each.name]) for each in EFFECT.parameters])


def through(x, rate=44_100, **changed):
    return EFFECT.apply(x[None], settings(**changed)[1][None], rate)[0]


def tone(hz, seconds, rate=44_100):
    return np.tile(np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate), (2, 1))


def test_what_stands_still_is_a_crossover():
    low, high = (np.std(through(tone(hz, 0.5).astype("f"))) for hz in (40, 15_000))
    assert low * np.sqrt(2) == pytest.approx(0.8, rel=0.03)
    assert high * np.sqrt(2) == pytest.approx(1.6, rel=0.03)


def test_what_lies_beside_the_middle_is_not_heard():
    x = noise()
    x[1] *= -1
    assert not through(x, mode=1.0, hi_width=50.0).any()


@pytest.mark.parametrize("rate", [22_050, 44_100])
@pytest.mark.parametrize(("mode", "hz"), [(0.3, 0.489), (1.0, 5.47)])
def test_the_drum_turns_as_fast_at_any_rate(rate, mode, hz):
    wait = 14 if mode < 0.5 else 7
    x = tone(50, wait + 6, rate).astype("f")
    out = through(x, rate, mode=mode, lo_throb=90.0)[0]
    level = np.abs(out[wait * rate :]).reshape(-1, rate // 50).max(axis=1)
    turns = np.count_nonzero(np.diff(np.sign(level - level.mean())) > 0)
    assert turns == pytest.approx(6 * hz, abs=1.1)


def test_rotors_wind_up_and_take_their_time():
    x = tone(10_000, 1.0).astype("f")
    running = EFFECT.stream(44_100, 2)
    at = settings(mode=1.0, hi_throb=60.0)[1]
    slow_at_first = np.std(np.abs(running.process(x[:, :4_410], at)))
    for _ in range(6):
        later = running.process(x, at)
    assert np.std(np.abs(later)) > 1.1 * slow_at_first
    running.reset()
    assert np.std(np.abs(running.process(x[:, :4_410], at))) == pytest.approx(slow_at_first)


@pytest.mark.parametrize("name", ["lo_width", "hi_width"])
def test_mono_keeps_nothing_of_the_width(name):
    x = noise(1.0)[:1]
    made = [through(x, mode=1.0, **{name: width}) for width in (0.0, 100.0)]
    assert np.allclose(*made, atol=1e-6)
    assert not next(each for each in EFFECT.parameters if each.name == name).identifiable


def test_between_the_switches_the_mode_changes_nothing():
    x = noise()
    moving = {"hi_throb": 50.0, "lo_throb": 50.0}
    assert np.array_equal(through(x, mode=0.2, **moving), through(x, mode=0.4, **moving))
    assert not np.allclose(through(x, mode=0.4, **moving), through(x, mode=0.6, **moving))


@pytest.mark.parametrize(
    ("changed", "least_db"),
    [
        ({"x_over": 400.0, "output": 6.0}, -80),
        ({"hi_depth": 1.0, "hi_width": 60.0}, -45),
        ({"mode": 1.0, "lo_width": 40.0, "lo_throb": 50.0}, -45),
        ({"mode": 1.0, "hi_width": 40.0, "hi_throb": 50.0, "speed": 50.0}, -35),
    ],
)
def test_it_is_the_real_one(changed, least_db):
    # Its list of modes has no place at which it turns slowly.
    x = noise(0.5)
    wanted = real("Leslie", x, **ports(44_100, **settings(**changed)[0]))
    assert apart_db(through(x, **changed), wanted) < least_db


def test_the_horn_comes_and_goes_as_the_real_one():
    x, changed = dull(), {"mode": 1.0, "hi_depth": 1.0, "speed": 50.0, "x_over": 85.0}
    wanted = real("Leslie", x, **ports(44_100, **settings(**changed)[0]))
    assert apart_db(through(x, **changed), wanted) < -25
