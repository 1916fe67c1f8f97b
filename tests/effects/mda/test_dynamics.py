"""Dynamics: its curve, its limit, its gate, and the real one."""

from __future__ import annotations

import numpy as np
import pytest
from tests.effects.mda.real import apart_db, noise, real

from timbrespace.effects.catalogue import own
from timbrespace.effects.mda.dynamics.ports import ports

EFFECT = own("dynamics")
#: Nothing is done to a sound.
REST = {"ratio": 0.0, "output": 0.0, "limiter": 10.0, "gate_thr": -60.0, "mix": 100.0}


def settings(**changed):
    named = {each.name: each.default for each in EFFECT.parameters} | REST | changed
    return named, np.array([each.theta(named[each.name]) for each in EFFECT.parameters])


def through(x, rate=44_100, **changed):
    return EFFECT.apply(x[None], settings(**changed)[1][None], rate)[0]


def steady(level, rate=44_100):
    return np.full((2, rate), level, np.float32)


def settled_db(level, **changed):
    """What comes of a steady level after a second, in dB."""
    return 20 * np.log10(np.abs(through(steady(level), **changed)[:, -1]).max())


def test_at_rest_it_only_opens_the_gate():
    x = noise()
    assert np.allclose(through(x)[:, 100:], x[:, 100:], atol=1e-5)


@pytest.mark.parametrize("level", [0.2, 0.5, 1.0])
def test_at_a_ratio_of_1_the_level_stays_at_the_threshold(level):
    assert settled_db(level, thresh=-20.0, ratio=1.0) == pytest.approx(-20, abs=0.1)


def test_the_higher_the_ratio_the_less_comes_out():
    levels = [settled_db(0.5, thresh=-20.0, ratio=r) for r in (-0.1, 0.0, 0.5, 1.0, 1.5, 2.0)]
    assert levels == sorted(levels, reverse=True)


def test_below_the_threshold_nothing_changes():
    assert settled_db(0.05, thresh=-20.0, ratio=2.0) == pytest.approx(
        20 * np.log10(0.05), abs=0.01
    )


def test_the_expander_ends_at_20_db():
    assert settled_db(0.1, thresh=-40.0, ratio=-0.5) == pytest.approx(-20 + 20, abs=0.1)


@pytest.mark.parametrize("limiter", [-20.0, -7.0])
def test_nothing_passes_the_limit(limiter):
    out = through(4 * noise(), limiter=limiter, attack=2.0, output=20.0)
    assert np.abs(out).max() <= 10 ** (limiter / 20)


def test_the_gate_closes_on_what_is_quiet_and_opens_again():
    loud, quiet = np.ones(8_820), np.full(8_820, 0.001)
    x = np.tile(np.concatenate([loud, quiet, loud]), (2, 1)).astype(np.float32)
    out = through(x, gate_thr=-20.0, gate_rel=5.0, release=5.0)
    assert np.abs(out[:, 17_000]).max() < 1e-5
    assert out[:, -1] == pytest.approx(1.0, abs=1e-3)


def test_both_channels_share_one_level():
    x = np.stack([np.ones(4_410), np.full(4_410, 0.1)]).astype(np.float32)
    out = through(x, thresh=-20.0, ratio=1.0)
    assert np.allclose(out[0], 10 * out[1], rtol=1e-4)


def test_times_are_the_same_at_any_rate():
    def after_10_ms(rate):
        x = np.concatenate([steady(1.0, rate), steady(0.1, rate)], axis=1)
        out = through(x, rate, thresh=-30.0, ratio=1.0, release=20.0)
        return out[0, rate + rate // 100]

    assert [after_10_ms(rate) for rate in (16_000, 96_000)] == pytest.approx(
        [after_10_ms(44_100)] * 2, rel=5e-3
    )


@pytest.mark.parametrize(
    ("changed", "least_db"),
    [
        ({"thresh": -30.0, "ratio": 0.7, "attack": 1.0, "release": 30.0, "output": 12.0}, -50),
        ({"thresh": -20.0, "ratio": 1.6, "attack": 0.1, "mix": 60.0}, -70),
        ({"limiter": -10.0, "attack": 0.6, "release": 42.0, "mix": 80.0, "output": 6.0}, -30),
        # The real gate opens at once.
        ({"gate_thr": -16.0, "gate_att": 2.0, "gate_rel": 60.0, "release": 40.0}, -20),
    ],
)
def test_it_is_the_real_one(changed, least_db):
    x = noise(1.0) * np.abs(np.sin(np.arange(44_100) / 5_000)).astype(np.float32)
    at = ports(44_100, **settings(**changed)[0])
    if "limiter" in changed:  # The real limit goes in steps of a dB, towards 0.
        at["limiter"] -= 0.003
    assert apart_db(through(x, **changed), real("Dynamics", x, **at)) < least_db
