from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.forward import Ensemble
from timbrespace.surrogates.inverse import Wish, search
from timbrespace.surrogates.known import Region

RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def line():
    """Two words that are the first two latents; the third latent does nothing."""
    weight = np.zeros((1, 4, 3))
    weight[0, 0, 0] = weight[0, 1, 1] = 1.0
    return Ensemble(
        {"forward.0.weight": weight, "forward.0.bias": np.zeros((1, 4))}, np.full(2, 1e-12)
    )


REGION = Region(np.zeros((1, 3)), np.eye(3), 3.0)


def wish(values, near=(0.0, 0.0, 0.0), stay=1.0):
    return Wish(np.arange(len(values)), np.array(values, float), np.array(near, float), stay)


def test_what_can_be_met_is_met_and_nothing_else_moves(line):
    found, _ = search(line, REGION, wish([1.0], near=(0.0, 0.7, -0.4)))
    np.testing.assert_allclose(found, [1.0, 0.7, -0.4], atol=0.01)


def test_what_lies_beyond_is_approached_as_far_as_the_voice_is_known(line):
    found, _ = search(line, REGION, wish([50.0]))
    assert 3.0 < found[0] < 40.0
    further, _ = search(line, REGION, wish([6.0]))
    assert further[0] < 6.0


def test_staying_costs(line):
    near, far = (search(line, REGION, wish([1.0], stay=s))[0][0] for s in (500.0, 0.1))
    assert near < 0.6 < 0.99 < far


def test_the_cost_never_rises_above_that_of_staying(line):
    for _ in range(20):
        asked = wish(RNG.normal(0, 2, 2), near=RNG.normal(0, 1, 3))
        _, cost = search(line, REGION, asked)
        # At the start nothing has moved: the whole cost is what is missed.
        outside = REGION.outside(asked.near)[0]
        assert cost <= ((asked.near[:2] - asked.values) ** 2).sum() + 0.5 * outside**2 + 1e-9


def test_may_begin_elsewhere_but_stays_near_the_player(line):
    start = np.array([0.0, 0.0, 2.5])
    found, _ = search(line, REGION, wish([1.0, 0.5]), start)
    assert abs(found[2]) < 0.1


def test_of_two_ways_the_surer_one_is_taken():
    """The word is the sum of two latents; along the second one nobody is sure."""
    weight = np.array([[[1.0, 1.0, 0.0], [0.0, 6.0, 0.0]]])
    bias = np.array([[0.0, -3.0]])
    ensemble = Ensemble({"forward.0.weight": weight, "forward.0.bias": bias}, np.ones(1))
    found, _ = search(ensemble, REGION, wish([1.0]))
    assert found[0] > 0.9 > 0.2 > found[1]
