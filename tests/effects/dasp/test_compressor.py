"""The compressor: its curve and its times, by the twin alone."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.catalogue import own

EFFECT = own("dasp:compressor")


def through(x, rate=44_100, **changed):
    named = {each.name: each.default for each in EFFECT.parameters} | changed
    theta = np.array([each.theta(named[each.name]) for each in EFFECT.parameters])
    return EFFECT.apply(x[None], theta[None], rate)[0]


def settled_db(level_db, rate=44_100, **changed):
    steady = np.full((1, rate), 10 ** (level_db / 20), np.float32)
    return 20 * np.log10(through(steady, rate, **changed)[0, -1])


@pytest.mark.parametrize(("level_db", "ratio"), [(-6, 2.0), (0, 4.0), (-12, 20.0)])
def test_above_the_threshold_levels_rise_by_the_ratio(level_db, ratio):
    wanted = -24 + (level_db + 24) / ratio
    assert settled_db(level_db, threshold=-24.0, ratio=ratio) == pytest.approx(wanted, abs=0.01)


def test_below_the_threshold_nothing_changes_but_the_gain():
    assert settled_db(-40, threshold=-24.0, makeup_gain=6.0) == pytest.approx(-34, abs=0.01)


def test_the_knee_is_round():
    at_threshold = settled_db(-24, threshold=-24.0, ratio=4.0, knee=12.0)
    assert at_threshold == pytest.approx(-24 - 0.75 * 12 / 8, abs=0.01)


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_the_attack_is_a_time(rate):
    # After the attack a ninth of the way is left.
    steady = np.ones((1, rate), np.float32)
    gains_db = 20 * np.log10(through(steady, rate, threshold=-24.0, ratio=2.0, attack=50.0)[0])
    assert gains_db[round(0.05 * rate)] == pytest.approx(-12 * 8 / 9, abs=0.05)


def test_channels_are_compressed_together():
    x = np.stack([np.ones(8_000), np.full(8_000, 0.01)]).astype(np.float32)
    left, right = through(x)
    assert np.allclose(left, 100 * right, rtol=1e-4)


def test_the_release_is_said_to_do_nothing():
    x = np.random.default_rng(0).normal(0, 0.3, (1, 8_000)).astype(np.float32)
    assert np.array_equal(through(x, release=5.0), through(x, release=100.0))
    release = next(each for each in EFFECT.parameters if each.name == "release")
    assert not release.identifiable
