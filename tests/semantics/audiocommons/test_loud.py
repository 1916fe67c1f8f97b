import numpy as np
import pytest

from timbrespace.semantics.audiocommons import loud
from timbrespace.semantics.sound import Sound


def test_a_bell_is_1_in_its_middle_and_0_outside():
    bell = loud.bell(70, 140)
    assert bell.max() == bell[105] == 1
    assert (bell[:70] == 0).all() and (bell[140:] == 0).all() and bell[70] < 0.05


def test_high_tones_are_sharp_and_low_ones_boom(sine):
    sound = Sound(np.concatenate([sine(hz) for hz in (80, 300, 1_500, 6_000)]), 44_100)
    assert (np.diff(loud.sharpness(sound))[1:] > 20).all()
    assert (np.diff(loud.boominess(sound)) < -20).all()


def test_a_region_hears_its_own_bands(sine):
    sound = Sound(np.concatenate([sine(250), sine(1_200)]), 44_100)
    low, middle = loud.region(sound, 10, 40).mean(axis=1), loud.region(sound, 70, 140).mean(axis=1)
    assert low[0] > 3 * low[1] and middle[1] > 3 * middle[0]


def test_the_course_of_steady_noise_is_steady_and_agrees(noise):
    sound = Sound(noise(2), 44_100)
    course = loud.sharpness_course(sound)[0, :-1]
    assert course == pytest.approx(loud.sharpness(sound)[0], abs=1.5)
