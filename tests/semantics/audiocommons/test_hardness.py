import numpy as np
import pytest

from timbrespace.semantics.audiocommons import hardness as module
from timbrespace.semantics.audiocommons.stretches import from_onset_to_onset
from timbrespace.semantics.onsets import Attack
from timbrespace.semantics.sound import Sound


def test_a_sudden_beginning_is_harder_than_a_slow_one(harmonic):
    tone, time_s = harmonic(300), np.arange(44_100) / 44_100
    ramps = [np.minimum(1, time_s / rise_s) for rise_s in (0.002, 0.02, 0.2)]
    late = [np.pad(tone * ramp, ((0, 0), (0, 0), (4_410, 0))) for ramp in ramps]
    found = module.hardness(Sound(np.concatenate(late), 44_100))
    assert found[0] > found[1] > found[2] and found[0] > found[2] + 8


def test_bright_onsets_are_harder_than_dull_ones(noise, sine):
    fall = np.exp(-10 * np.arange(44_100) / 44_100)
    found = module.hardness(Sound(np.concatenate([noise(), sine(200)]) * fall, 44_100))
    assert found[0] > found[1] + 20


def test_the_centroid_of_an_attack_is_that_of_what_follows(sine):
    x = np.concatenate([sine(200, seconds=0.3), sine(9_000, seconds=0.7)], axis=-1)
    sound = Sound(x, 44_100)
    begun = from_onset_to_onset(sound, leading=True)
    early, late = (
        module._centroids_hz(sound, begun, [Attack(start, 0.01)])[0] for start in (0, 15_000)
    )
    assert early < 3_000
    assert late == pytest.approx(9_000, rel=0.1)
