import numpy as np
import pytest

from timbrespace.semantics.audiocommons.bright import brightness, brightness_course
from timbrespace.semantics.sound import Sound


def test_a_tone_has_the_centroid_and_share_that_the_regression_expects(sine):
    # Above both edges nothing is lost: the share is 1 and the centroid the tone itself.
    found = brightness(Sound(sine(8_000), 44_100))[0]
    assert found == pytest.approx(17.378889 * np.log10(8_000) + 17.434734, abs=0.05)


def test_it_grows_with_frequency_and_with_treble(sine, noise):
    tones = np.concatenate([sine(hz) for hz in (200, 800, 3_000, 9_000)])
    assert (np.diff(brightness(Sound(tones, 44_100))) > 5).all()
    dull, bright = (sine(300) + level * noise() for level in (0.01, 1.0))
    assert brightness(Sound(dull, 44_100))[0] < brightness(Sound(bright, 44_100))[0] - 10


def test_its_course_follows_a_change(sine):
    x = np.concatenate([sine(300), sine(6_000)], axis=-1)
    course = brightness_course(Sound(x, 44_100))[0]
    assert course[-1] > course[0] + 20
