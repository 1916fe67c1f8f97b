"""The end of an audio path."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.live.outlet import FADE_S, Outlet

RATE_HZ = 48_000


def through(outlet, samples, block):
    out = samples.copy()
    for at in range(0, out.shape[1], block):
        part = out[:, at : at + block]
        if outlet.sounds:
            outlet.amplify(part)
        else:
            outlet.pass_silence(part)
        outlet.finish(part)
    return out


def made():
    return Outlet(1, RATE_HZ, 2_048)


def test_it_is_silent_until_it_plays():
    outlet = made()
    assert not through(outlet, np.ones((1, 1_000), np.float32), 100).any() and not outlet.sounds


def test_it_fades_in_and_out_without_a_step():
    outlet = made()
    level = np.full((1, 2_000), 0.5, np.float32)
    outlet.play(True)
    begun = through(outlet, level, 480)
    outlet.play(False)
    assert outlet.left == round(FADE_S * RATE_HZ)
    ended = through(outlet, level, 480)
    whole = np.concatenate([begun, ended], axis=1)[0]
    assert np.abs(np.diff(whole)).max() < 0.01 and whole[-1] == 0 and not outlet.sounds
    assert whole.max() == pytest.approx(0.5)


def test_nothing_leaves_over_full_scale():
    outlet = made()
    outlet.play(True)
    outlet.set_gain(40.0)
    out = through(outlet, np.random.default_rng(0).normal(0, 1, (1, 9_600)).astype("f4"), 333)
    assert np.abs(out).max() < 1.0 and outlet.meters.peak_db[0] < 0
