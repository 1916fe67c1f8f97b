"""The difference in loudness is that of the meters of broadcasters."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.live.rack.loudness import Difference
from timbrespace.semantics.descriptors import describe

RATE_HZ = 48_000


def hiss(seconds, level=0.1, seed=0):
    n = round(seconds * RATE_HZ)
    return np.random.default_rng(seed).normal(0, level, (2, n)).astype(np.float32)


def seen(dry, wet, block=480):
    difference = Difference(2, RATE_HZ)
    for at in range(0, dry.shape[1], block):
        difference.see(dry[:, at : at + block], wet[:, at : at + block])
    return difference


def test_it_agrees_with_the_offline_measure():
    dry = hiss(2.0)
    wet = np.cumsum(dry, axis=1) * 0.02  # darker, and quieter
    wet -= wet.mean(axis=1, keepdims=True)
    both = describe(np.stack([dry, wet]), RATE_HZ, ["loudness_lufs"])["loudness_lufs"]
    assert seen(dry, wet).db == pytest.approx(both[1] - both[0], abs=0.6)


def test_pauses_do_not_matter():
    dry = hiss(2.0)
    dry[:, RATE_HZ:] = 0
    assert seen(dry, 0.5 * dry).db == pytest.approx(-6.02, abs=0.05)


def test_after_a_jump_the_old_stands_until_enough_is_heard():
    dry = hiss(1.0)
    difference = seen(dry, 2 * dry)
    difference.jump()
    difference.see(dry[:, :480], 0.1 * dry[:, :480])
    assert difference.db == pytest.approx(6.02, abs=0.05)
    for at in range(0, 9_600, 480):
        difference.see(dry[:, at : at + 480], 0.1 * dry[:, at : at + 480])
    assert difference.db == pytest.approx(-20, abs=1)


def test_silence_says_nothing_and_no_difference_is_endless():
    nothing = np.zeros((2, RATE_HZ), np.float32)
    assert seen(nothing, hiss(1.0)).db == 0.0
    assert seen(hiss(1.0), nothing).db == -40.0
