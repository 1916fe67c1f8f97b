"""Means and medians are those of NumPy; intervals cover, and grow with what listeners differ."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.listening.scores import _medians, scores

from .world import answers


def crowd(n, spread, seed=0, n_trials=6):
    rng = np.random.default_rng(seed)
    taste = rng.normal(60, spread, n)
    return answers(
        {
            f"p{k}": {
                f"t{j}": {
                    "reference": 100,
                    "ours": float(np.clip(taste[k] + rng.normal(0, 5), 0, 100)),
                    "dry": float(np.clip(taste[k] - 30 + rng.normal(0, 5), 0, 100)),
                }
                for j in range(n_trials)
            }
            for k in range(n)
        }
    )


def test_figures_are_the_plain_ones():
    asked = crowd(7, 10)
    for score in scores(asked, n=200):
        ratings = [each.rating for each in asked if each.condition == score.condition]
        assert score.mean == pytest.approx(np.mean(ratings))
        assert score.median == pytest.approx(np.median(ratings))
        assert score.n_ratings == 42 and len(score.by_listener) == 7


def test_the_best_comes_first_and_intervals_hold_their_figure():
    found = scores(crowd(12, 8))
    assert [each.condition for each in found] == ["reference", "ours", "dry"]
    for score in found[1:]:
        for value, (low, high) in ((score.mean, score.mean_interval),
                                   (score.median, score.median_interval)):  # fmt: skip
            assert low < value < high
    assert found[0].mean_interval == (100, 100)


def test_intervals_are_over_listeners_not_over_ratings():
    def width(asked):
        (score,) = [each for each in scores(asked) if each.condition == "ours"]
        return score.mean_interval[1] - score.mean_interval[0]

    # Many more trials of people who differ tell hardly more of people.
    assert width(crowd(8, 12, n_trials=60)) > 0.8 * width(crowd(8, 12, n_trials=6))
    assert width(crowd(120, 12)) < 0.6 * width(crowd(8, 12))


def test_intervals_cover_what_is_true():
    inside = 0
    for seed in range(60):
        (ours,) = [s for s in scores(crowd(20, 8, seed), n=400) if s.condition == "ours"]
        inside += ours.mean_interval[0] <= 60 <= ours.mean_interval[1]
    assert 50 <= inside


def test_one_listener_has_no_interval():
    for score in scores(crowd(1, 0), n=50):
        assert score.mean_interval is None and score.median_interval is None


def test_listeners_may_have_heard_different_conditions():
    asked = crowd(4, 5) + answers({"p9": {"t0": {"reference": 90, "other": 40}}})
    other = next(each for each in scores(asked, n=200) if each.condition == "other")
    assert (other.mean, other.n_ratings, other.mean_interval) == (40, 1, None)


def test_weighted_medians_are_medians_of_repeats():
    rng = np.random.default_rng(0)
    values = rng.integers(0, 20, 15).astype(float)
    weights = rng.integers(0, 4, (40, 15))
    weights[0] = 0
    weights[0, 3] = 1
    expected = [np.median(np.repeat(values, row)) for row in weights]
    assert _medians(values, weights) == pytest.approx(expected)
