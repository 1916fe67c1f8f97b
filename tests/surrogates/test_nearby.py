from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.forward import Ensemble
from timbrespace.surrogates.nearby import Nearby

RNG = np.random.default_rng(0)
POINTS = RNG.standard_normal((60, 3))
BOTH = np.arange(2)


def ensemble():
    """Says 0 of two words everywhere, give or take one."""
    return Ensemble(
        {"forward.0.weight": np.zeros((1, 4, 3)), "forward.0.bias": np.zeros((1, 4))}, np.ones(2)
    )


def nearby(words, reach=((1.0, 0.5), (2.0, 1.0)), noise=0.0, points=POINTS):
    return Nearby(ensemble(), points, words, np.full(2, noise), np.array(reach))


def test_at_a_point_it_is_what_was_measured_and_far_off_what_the_networks_say():
    words = RNG.standard_normal((60, 2))
    near = nearby(words)
    errors, left = near.errors(POINTS, BOTH)
    np.testing.assert_allclose(errors, words, atol=1e-3)
    assert left.max() < 1e-4
    errors, left = near.errors(np.full((1, 3), 40.0), BOTH)
    np.testing.assert_allclose(errors, 0.0, atol=1e-6)
    np.testing.assert_allclose(left, 1.0)


def test_what_lies_between_is_smooth_where_the_word_is():
    near = nearby(np.c_[POINTS[:, 0], POINTS[:, 0]])
    way = np.linspace(0, 1, 400)[:, None] * (POINTS[1] - POINTS[0]) + POINTS[0]
    errors, _ = near.errors(way, BOTH)
    assert np.abs(np.diff(errors[:, 0])).max() < 0.1


def test_a_point_says_as_much_as_its_errors_reach():
    alone = np.zeros((1, 3))
    near = nearby(np.ones((1, 2)), points=alone)
    x = np.array([[0.5, 0.0, 0.0]])
    errors, left = near.errors(x, BOTH)
    alike = np.exp(-np.array([0.25, 1.0]))
    np.testing.assert_allclose(errors[0], alike, rtol=1e-4)
    np.testing.assert_allclose(left[0], 1 - alike**2, rtol=1e-4)


def test_points_without_the_word_say_nothing_of_it():
    words = RNG.standard_normal((60, 2))
    without = words.copy()
    without[:, 1] = np.nan
    errors, left = nearby(without).errors(POINTS + 0.1, BOTH)
    assert (errors[:, 1] == 0).all() and (left[:, 1] == 1).all()
    np.testing.assert_allclose(errors[:, 0], nearby(words).errors(POINTS + 0.1, BOTH)[0][:, 0])


def test_who_does_not_repeat_itself_is_not_believed_to_the_last():
    words = np.ones((60, 2))
    _, left = nearby(words, noise=0.5, reach=((0.01, 0.01), (2.0, 2.0))).errors(POINTS, BOTH)
    np.testing.assert_allclose(left, 1 / 3, atol=0.01)


@pytest.mark.parametrize("words", [np.array([1]), BOTH])
def test_place_after_place_and_all_at_once_agree(words):
    near = nearby(RNG.standard_normal((60, 2)))
    around = near.around(words)
    for x in 2.0 * np.eye(3)[np.arange(12) % 3]:
        once, after = near.errors(x[None], words), around(x)
        np.testing.assert_allclose(once[0][0], after[0], atol=1e-9)
        np.testing.assert_allclose(once[1][0], after[1], atol=1e-9)
