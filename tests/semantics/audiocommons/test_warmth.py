import numpy as np
import pytest

from timbrespace.semantics.audiocommons import warmth as module
from timbrespace.semantics.audiocommons.stretches import Stretches
from timbrespace.semantics.sound import Sound


def test_low_tones_are_warmer_than_high_ones_and_hiss_is_cold(harmonic, noise):
    x = np.concatenate([harmonic(150), harmonic(900), noise()])
    found = module.warmth(Sound(x, 44_100))
    assert found[0] > found[1] + 5 and found[1] > found[2]


def test_an_even_fall_fits_a_line():
    hz = np.arange(1, 2_049) * 10.0
    fall = (hz / hz[0]) ** -2.0
    ragged = fall * 10 ** np.random.default_rng(0).normal(scale=0.5, size=len(hz))
    found = module._evenness(np.stack([fall, ragged]), hz, np.array([5, 5]))
    assert found[0] == pytest.approx(1, abs=1e-3)
    assert 0.3 < found[1] < 0.9


def test_frames_overlap_within_a_stretch_and_do_not_leave_it():
    whole = Stretches(np.array([0, 3]), np.array([10, 0]), np.array([8_192 + 7_168, 50]))
    parts, of = module._frames(whole, 8_192)
    assert of.tolist() == [0, 0, 1] and parts.owners.tolist() == [0, 0, 3]
    assert parts.starts.tolist() == [10, 7_178, 0] and parts.lengths.tolist() == [8_192, 8_192, 50]
