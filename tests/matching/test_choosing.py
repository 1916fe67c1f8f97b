from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, Dull, hiss
from timbrespace.effects.catalogue import own
from timbrespace.jobs import Job
from timbrespace.matching.choosing import LEAST_GAIN, SOFTER, Anchors, Choice, softened
from timbrespace.matching.metric import shipped_metric
from timbrespace.matching.nearness import distance
from timbrespace.matching.style import style
from timbrespace.matching.trials import Trials


@pytest.fixture(scope="module")
def tried() -> Trials:
    here = Trials(Dull(), hiss(0), RATE_HZ, np.array([0]), np.array([1.0, 0.5]))
    here.add(np.linspace(0.1, 0.9, 5)[:, None], Job("match"))
    return here


def test_without_a_metric_all_draws_weigh_the_same(tried):
    anchors = Anchors.of(tried, range(5), None, np.empty(0))
    assert anchors.weights == pytest.approx(np.full(5, 0.2))
    assert anchors.risk(tried.dry) == pytest.approx(
        np.mean([distance(each, tried.dry) for each in tried.views])
    )
    assert anchors.spread()[0] == pytest.approx(np.linspace(0.1, 0.9, 5).std(), rel=1e-3)


def test_a_reference_that_sounds_like_one_trial_makes_that_one_likely(tried):
    heard = tried.heard(tried.theta[1])
    anchors = Anchors.of(tried, range(5), shipped_metric(), style(heard, RATE_HZ))
    assert anchors.theta[anchors.weights[: len(anchors.theta)].argmax()] == tried.theta[1]


def test_an_untreated_reference_makes_doing_nothing_likely(tried):
    anchors = Anchors.of(tried, range(3), shipped_metric(), style(tried.sound, RATE_HZ))
    assert anchors.weights[-1] > 0.5
    assert anchors.risk(tried.dry) < min(anchors.risk(each) for each in tried.views[:3])


def test_an_anchor_is_judged_by_the_others(tried):
    anchors = Anchors.of(tried, range(5), None, np.empty(0))
    apart = [distance(each, tried.views[2]) for each in tried.views]
    assert anchors.risk(tried.views[2]) == pytest.approx(np.mean(apart))
    assert anchors.risk(tried.views[2], 2) == pytest.approx(np.sum(apart) / 4)
    assert anchors.risks(tried)[2] == anchors.risk(tried.views[2], 2)


def test_less_of_the_best_is_tried_where_there_is_a_mix(tried):
    assert softened(tried, [1.0] * 5).shape == (0, 1)
    echo = Trials(own("delay"), hiss(0), RATE_HZ, np.array([0, 4]), np.full(5, 0.5), styled=False)
    echo.add(np.array([[0.2, 0.9], [0.4, 0.5]]), Job("match"))
    assert softened(echo, [0.3, 0.1])[: len(SOFTER)] == pytest.approx(
        np.array([[0.4, 0.5 * share] for share in SOFTER])
    )


@pytest.mark.parametrize(("risk", "refused"), [(0.5, False), (0.999, True), (1.5, True)])
def test_too_small_a_gain_is_refused(risk, refused):
    choice = Choice(np.array([0.5]), risk, 1.0, np.array([0.1]), 3)
    assert choice.refused is refused
    assert (choice.gain < LEAST_GAIN) is refused
