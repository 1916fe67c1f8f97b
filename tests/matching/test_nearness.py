from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import hiss
from timbrespace.matching.nearness import distance, distances, expected, view


def test_the_same_sound_is_at_no_distance():
    one = view(hiss(0))
    assert distance(one, view(hiss(0))) == 0


def test_more_change_is_further():
    sound = hiss(0)
    of = [distance(view(sound), view(sound + k * hiss(1))) for k in (0.1, 0.5, 2.0)]
    assert of == sorted(of)


def test_the_expected_distance_is_the_weighted_mean():
    targets, estimate = [view(hiss(1)), view(hiss(2))], view(hiss(3))
    near, far = (distance(each, estimate) for each in targets)
    assert expected(targets, np.array([0.25, 0.75]), estimate) == pytest.approx(
        0.25 * near + 0.75 * far
    )
    assert distances(targets, [estimate])[:, 0] == pytest.approx([near, far])
