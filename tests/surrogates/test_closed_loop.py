from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.surrogates import closed_loop
from timbrespace.surrogates.closed_loop import (
    Loop,
    Reach,
    rank_correlation,
    run_loops,
    run_reach,
    usable_words,
)
from timbrespace.surrogates.fitting import with_words
from timbrespace.surrogates.splits import random_split


@pytest.fixture(scope="module")
def loops(tone_surrogate, tone_meter, tone_points):
    split = random_split(700)
    return run_loops(
        tone_surrogate, tone_meter, tone_points, split.train, split.test, n_requests=20
    )


def test_asked_words_come_and_random_latents_bring_them_by_chance_only(loops):
    of = {(x.word, x.method): x.spearman for x in loops if not x.together}
    for word in ("loudness_lufs", "centroid_hz"):
        assert of[word, "gradient"] > 0.97
        assert of[word, "feed-forward"] > 0.9
        assert abs(of[word, "random latent"]) < 0.6


def test_all_methods_get_the_same_requests(loops):
    wanted = [x.wanted for x in loops if x.word == "centroid_hz" and not x.together]
    assert len(wanted) == 5
    assert all(np.array_equal(wanted[0], other) for other in wanted)


def test_some_words_get_the_requests_that_they_get_among_all(
    loops, tone_surrogate, tone_meter, tone_points
):
    split = random_split(700)
    some = run_loops(
        tone_surrogate, tone_meter, tone_points, split.train, split.test, n_requests=20,
        methods=("kNN lookup",), words=("centroid_hz",),
    )  # fmt: skip
    assert [(x.word, x.method, x.together) for x in some] == [("centroid_hz", "kNN lookup", False)]
    among = next(x for x in loops if x.word == "centroid_hz" and not x.together)
    assert np.array_equal(some[0].wanted, among.wanted)


def test_answers_lie_nearer_to_the_player_than_looked_up_ones(loops):
    moved = {x.method: np.median(x.moved) for x in loops if x.word == "centroid_hz"}
    assert moved["gradient"] < 0.7 * moved["kNN lookup"]


def test_several_words_are_asked_for_at_once_where_their_sliders_allow(
    tone_surrogate, tone_meter, tone_points, monkeypatch
):
    monkeypatch.setattr(closed_loop, "TOGETHER", ("loudness_lufs", "centroid_hz"))
    split = random_split(700)
    both = run_loops(
        tone_surrogate, tone_meter, tone_points, split.train, split.test, n_requests=15,
        methods=("gradient",),
    )  # fmt: skip
    together = [x for x in both if x.together]
    assert [x.word for x in together] == ["loudness_lufs", "centroid_hz"]
    assert min(x.spearman for x in together) > 0.95


def test_words_without_a_slider_are_not_asked_for(tone_surrogate):
    first, *rest = tone_surrogate.words
    without = with_words(tone_surrogate, [replace(first, problem="It won't do."), *rest])
    assert usable_words(without) == [1, 2]


def test_requests_out_of_reach_are_known_as_such(tone_surrogate, tone_meter, tone_points):
    split = random_split(700)
    reaches = run_reach(tone_surrogate, tone_meter, tone_points, split.test, n_requests=30)
    # Loudness goes on far beyond what was drawn; the share of a partial ends at 0 and 1.
    centroid = reaches[1]
    assert 0.3 < centroid.met.mean() < 0.9
    assert centroid.precision > 0.8 and centroid.recall > 0.6


def test_stops_when_asked(tone_surrogate, tone_meter, tone_points):
    job = Job("loop")
    job.cancel()
    split = random_split(700)
    with pytest.raises(Cancelled):
        run_loops(tone_surrogate, tone_meter, tone_points, split.train, split.test, job=job)


def test_figures_of_a_loop():
    wanted = np.linspace(0, 1, 50)
    measured = wanted + 0.1
    measured[3] = np.nan
    loop = Loop("a", False, "gradient", wanted, measured, wanted)
    assert loop.spearman == 1.0 and loop.median_error == pytest.approx(0.1)
    low, high = loop.interval()
    assert low == high == 1.0
    shuffled = Loop("a", False, "x", wanted, np.random.default_rng(0).permutation(wanted), wanted)
    low, high = shuffled.interval()
    assert low < shuffled.spearman < high and low < 0 < high


def test_precision_and_recall():
    reach = Reach("a", np.array([1, 1, 1, 0, 0], bool), np.array([1, 1, 0, 1, 0], bool))
    assert reach.precision == pytest.approx(2 / 3) and reach.recall == pytest.approx(2 / 3)


def test_rank_correlation_is_scipys_and_knows_ties():
    from scipy.stats import spearmanr

    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 6, 40).astype(float), rng.standard_normal(40)
    assert rank_correlation(a, b) == pytest.approx(float(spearmanr(a, b).statistic), abs=1e-9)
    assert np.isnan(rank_correlation(np.ones(9), b[:9]))
