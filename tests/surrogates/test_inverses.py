from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.tone_voice import centroid_of
from timbrespace.surrogates.inverses import METHODS, Asked, Inverses


@pytest.fixture(scope="module")
def asked():
    hz = np.linspace(700, 2800, 24)[:, None]
    near = np.random.default_rng(3).standard_normal((24, 3))
    return Asked(np.array([1]), hz, near)


@pytest.fixture(scope="module")
def inverses(tone_surrogate, tone_points):
    return Inverses(tone_surrogate, tone_points, np.arange(600))


@pytest.mark.parametrize("method", METHODS)
def test_every_way_gives_a_latent_for_each_request(inverses, asked, method):
    answers = inverses.answer(method, asked)
    assert answers.latents.shape == asked.near.shape and np.isfinite(answers.latents).all()
    error = np.median(np.abs(np.log2(centroid_of(answers.latents) / asked.wanted[:, 0])))
    limits = {"gradient": 0.05, "feed-forward": 0.15, "kNN lookup": 0.05, "linear": 0.5}
    assert error < limits.get(method, 10.0)
    assert method != "random latent" or error > 0.3


def test_lookups_are_points_that_were_measured(inverses, asked, tone_points):
    for method in ("kNN lookup", "random latent"):
        answers = inverses.answer(method, asked)
        np.testing.assert_allclose(
            answers.latents, tone_points.latents[answers.rows], rtol=1e-5, atol=1e-5
        )


def test_of_equals_the_lookup_takes_the_one_near_the_player(inverses, asked):
    latents = inverses.answer("kNN lookup", asked).latents
    drawn = inverses.answer("random latent", asked).latents
    away, by_chance = (np.linalg.norm(z[:, [0, 2]] - asked.near[:, [0, 2]], axis=1)
                       for z in (latents, drawn))  # fmt: skip
    assert away.mean() < by_chance.mean() + 0.5
