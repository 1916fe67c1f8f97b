import numpy as np
import pytest

from timbrespace.semantics.audiocommons import depth as module
from timbrespace.semantics.sound import Sound


def test_low_tones_are_deep_and_high_ones_are_not(harmonic):
    tones = np.concatenate([harmonic(hz) for hz in (60, 120, 500, 2_000)])
    assert (np.diff(module.depth(Sound(tones, 44_100))) < -5).all()


def test_the_lowest_partial_is_found(harmonic):
    sound = Sound(np.concatenate([harmonic(100), harmonic(1_000)]), 44_100)
    heard = np.ones(len(sound.long_hz))
    assert module._lowest_hz(sound, heard) == pytest.approx([100, 1_000], abs=11)


def test_a_tone_lasts_until_it_has_fallen_by_40_db(sine):
    fall = 10 ** (-100 / 20 * np.arange(44_100) / 44_100)  # 100 dB a second: 0.4 s
    found = module._lasting_s(Sound(sine(440) * fall, 44_100))
    assert found == pytest.approx([0.4], abs=0.02)
