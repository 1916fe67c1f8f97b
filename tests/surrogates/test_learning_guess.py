from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.surrogates.guessing import Guesser
from timbrespace.surrogates.known import Region

pytest.importorskip("torch")

from timbrespace.surrogates.learning_guess import GuessSchedule, learn_guess

RNG = np.random.default_rng(0)
X = RNG.standard_normal((800, 3))
LOW, HIGH = np.array([-2.0, -2.0]), np.array([2.0, 2.0])
#: Two words: the first latent, and the sum of the other two.
WEIGHT = np.zeros((1, 4, 3), np.float32)
WEIGHT[0, 0, 0] = WEIGHT[0, 1, 1] = WEIGHT[0, 1, 2] = 1.0
FORWARD = {"forward.0.weight": WEIGHT, "forward.0.bias": np.zeros((1, 4), np.float32)}


@pytest.fixture(scope="module")
def guesser():
    schedule = GuessSchedule(hidden=(32, 32), n_steps=500, batch=128)
    return Guesser(learn_guess(FORWARD, X, Region.of(X), LOW, HIGH, schedule=schedule))


def test_one_word_is_met_and_the_rest_stays(guesser):
    wanted, near = np.array([1.0, 0.0]), np.array([-0.5, 0.3, 0.2])
    found = guesser(wanted, np.array([1.0, 0.0]), near)
    np.testing.assert_allclose(found, [1.0, 0.3, 0.2], atol=0.3)
    assert found[0] == pytest.approx(1.0, abs=0.1)


def test_several_words_are_met_at_once_by_the_shortest_way(guesser):
    found = guesser(np.array([-1.0, 1.0]), np.ones(2), np.zeros(3))
    assert found[0] == pytest.approx(-1.0, abs=0.15)
    assert found[1] + found[2] == pytest.approx(1.0, abs=0.15)
    assert found[1] > 0.1 and found[2] > 0.1


def test_stops_when_asked():
    job = Job("learn")
    job.cancel()
    with pytest.raises(Cancelled):
        learn_guess(FORWARD, X, Region.of(X), LOW, HIGH, job=job)
