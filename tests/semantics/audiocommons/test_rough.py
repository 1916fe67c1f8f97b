import numpy as np
import pytest

from timbrespace.semantics.audiocommons.rough import roughness, roughness_course
from timbrespace.semantics.sound import Sound


def swinging(hz, depth=1.0):
    time_s = np.arange(44_100) / 44_100
    return (1 + depth * np.cos(2 * np.pi * hz * time_s)) * np.sin(2 * np.pi * 1_000 * time_s)


def test_an_even_tone_is_smooth_and_a_swinging_one_rough(sine):
    x = np.stack([sine(1_000)[0], 0.3 * swinging(70)[None]])
    found = roughness(Sound(x, 44_100))
    assert found[0] < 33 and found[1] > found[0] + 12


def test_swings_of_70_hz_are_rougher_than_those_of_300_hz():
    found = roughness(Sound(np.stack([swinging(70), swinging(300)])[:, None], 44_100))
    assert found[0] > found[1]


def test_its_course_has_one_value_for_each_25_ms(noise):
    course, step_s = roughness_course(Sound(noise(), 44_100))
    assert course.shape == (1, pytest.approx(40, abs=1)) and step_s == 0.025
    assert np.std(course[0, 1:]) < 5


def test_long_sounds_are_looked_at_every_other_frame_to_the_same_effect(noise):
    short, long = noise(1.9), noise(3.8)
    course, step_s = roughness_course(Sound(long, 44_100))
    assert course.shape == (1, pytest.approx(76, abs=1)) and step_s == 0.05
    found = [roughness(Sound(x, 44_100))[0] for x in (short, long)]
    assert found[1] == pytest.approx(found[0], abs=0.5)
