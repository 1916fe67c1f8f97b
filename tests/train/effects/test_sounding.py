"""Levels, fades, pitch and tempo of what an effect gets and gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.train.effects.tiny import STYLE
from tests.train.effects.toys import Gain, Tilt
from tests.train.tones import tones
from timbrespace.train.effects.dealing import Deck
from timbrespace.train.effects.sounding import effected, fades, levelled, prepared

CLEAN = tones(5, STYLE.drawn, STYLE.sample_rate)[:, 0]
PEAK = 10 ** (STYLE.peak_dbfs / 20)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def test_sounds_go_in_with_the_peak_set_and_faded_ends():
    dry = prepared(CLEAN, STYLE, rng())
    assert dry.shape == (5, STYLE.segment)
    assert np.allclose(np.abs(dry).max(axis=1), PEAK)
    assert not dry[:, [0, -1]].any()


def test_they_come_out_with_the_peak_set_and_dry_ones_as_they_went_in():
    dry = prepared(CLEAN, STYLE, rng())
    styles = Deck([Gain(), Tilt()], run=2).deal(0, 5)
    wet = effected(dry, styles, [Gain(), Tilt()], STYLE)
    assert np.allclose(np.abs(wet).max(axis=1), PEAK)
    assert np.allclose(wet[4], dry[4]) and styles[4].key == -1
    # Of a gain alone nothing is left once the peak is set.
    assert np.allclose(wet[:2], dry[:2], atol=1e-6)
    assert np.abs(wet[2:4] - dry[2:4]).max(axis=1).min() > 0.01


def test_silence_stays_silent():
    silent = np.zeros((2, STYLE.drawn), np.float32)
    assert not prepared(silent, STYLE, rng()).any()
    assert not levelled(silent, -12.0).any()


def test_fades_reach_from_nothing_to_all():
    gain = fades(100, 10)
    assert gain[0] == gain[-1] == 0 and gain[10:-10].min() == 1
    assert np.array_equal(gain, gain[::-1])
    assert np.array_equal(fades(3, 0), [0, 1, 0])


def test_pitch_and_tempo_change_only_where_they_are_drawn():
    pytest.importorskip("audiomentations")
    always = replace(STYLE, augment=1.0)
    plain, changed = prepared(CLEAN, STYLE, rng()), prepared(CLEAN, always, rng())
    assert np.abs(plain - changed).max(axis=1).min() > 0.01
    assert np.array_equal(changed, prepared(CLEAN, always, rng()))
