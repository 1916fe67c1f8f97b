"""Twin of ``sonify/paths.py``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.paths import PATHS, Paths, check, glide, passage, resampled, slerp

CENTRE = np.zeros(4)


def points(n=5, seed=0):
    made = np.random.default_rng(seed).normal(size=(n, 4))
    return (3 * made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def runs():
    return tuple(np.cumsum(points(n, n), axis=0) for n in (10, 30, 5, 60, 45))


def paths(how, seconds=2.0):
    return Paths(
        how, points(), CENTRE, np.array([1, 2, 3, 4, -1]), np.array([[1, 2]] * 5), runs(), 30.0,
        50.0, seconds, (np.array([0, 1, 2]),) if how == "course" else (),
    )  # fmt: skip


@pytest.mark.parametrize("how", [how for how in PATHS if how != "course"])
def test_a_track_is_as_long_as_it_should_be_and_has_no_jumps(how):
    made = paths(how)
    for index in range(5):
        track = made.track(index)
        assert track.shape == (100, 4) and np.isfinite(track).all()
        if how != "motion":
            assert np.linalg.norm(np.diff(track, axis=0), axis=1).max() < 0.5


def test_held_tones_stand_still_glides_arrive_and_tours_come_home():
    assert np.ptp(paths("hold").track(2), axis=0).max() == 0
    glided = paths("slerp").track(0)
    assert np.allclose(glided[[0, -1]], points()[:2], atol=1e-5)
    assert np.ptp(paths("slerp").track(4), axis=0).max() == 0, "the last one stays"
    toured = paths("tour").track(3)
    assert np.allclose(toured[[0, -1]], points()[[3, 3]], atol=1e-5)
    for stop in points()[[1, 2]]:
        assert np.linalg.norm(toured - stop, axis=1).min() < 0.1


def test_a_course_gives_each_stop_the_same_time_and_is_there_in_the_middle_of_it():
    made = paths("course")
    track = made.track(0)
    assert len(made) == 1 and track.shape == (300, 4)
    for place, stop in enumerate(points()[:3]):
        assert np.allclose(track[100 * place + 50], stop, atol=0.05)
    assert np.ptp(track[:50], axis=0).max() == 0 == np.ptp(track[-50:], axis=0).max()
    assert np.linalg.norm(np.diff(track, axis=0), axis=1).max() < 0.2
    assert np.ptp(passage(points()[:1], 7, CENTRE), axis=0).max() == 0


def test_items_that_move_last_as_long_as_they_do_unless_told_otherwise():
    own = paths("motion", None)
    assert [own.n_frames(index) for index in (1, 3)] == [50, 100]
    assert own.n_frames(2) == 20, "none is shorter than 0.4 s"
    assert np.allclose(own.track(3)[[0, -1]], runs()[3][[0, -1]], atol=1e-5)
    assert replace(own, seconds=4.0).n_frames(1) == 200


def test_an_arc_keeps_its_distance_and_a_straight_way_is_taken_where_there_is_none():
    a, b = points()[:1], points()[1:2]
    t = np.linspace(0, 1, 21)
    arc = slerp(np.repeat(a, 21, 0), np.repeat(b, 21, 0), t, CENTRE)
    assert np.allclose(np.linalg.norm(arc, axis=1), 3.0, atol=1e-4)
    step = np.linalg.norm(np.diff(arc, axis=0), axis=1)
    assert np.allclose(step, step[0], rtol=1e-3), "even steps"
    opposite = slerp(np.repeat(a, 21, 0), np.repeat(-a, 21, 0), t, CENTRE)
    assert np.isfinite(opposite).all() and np.allclose(opposite[[0, -1]], [a[0], -a[0]], atol=1e-5)


def test_a_glide_of_one_stop_and_of_many_frames():
    assert glide(points()[:1], 7, CENTRE).shape == (7, 4)
    assert glide(points()[:3], 1, CENTRE).shape == (1, 4)


def test_resampling_keeps_both_ends_and_one_row_stays_one_row():
    rows = runs()[3]
    for n in (2, 60, 500):
        assert np.allclose(resampled(rows, n)[[0, -1]], rows[[0, -1]])
    assert np.allclose(resampled(rows, 60), rows)
    assert np.array_equal(resampled(rows[:1], 4), rows[[0, 0, 0, 0]])


def test_resampling_keeps_the_precision_of_the_rows():
    fine = np.array([[0.0], [1.0 + 1e-12]])
    assert resampled(fine, 3)[-1, 0] == fine[1, 0]
    assert resampled(fine.astype(np.float32), 3).dtype == np.float32


def test_what_can_not_be_walked_says_why():
    with pytest.raises(TimbrespaceError, match="Use hold"):
        check("zigzag", None, True)
    with pytest.raises(TimbrespaceError, match="do not move"):
        check("motion", None, False)
    with pytest.raises(TimbrespaceError, match="0.4 to 600"):
        check("hold", 0.1, False)
    for stops in (0, 65):
        with pytest.raises(TimbrespaceError, match="1 to 64"):
            check("tour", None, False, stops)
