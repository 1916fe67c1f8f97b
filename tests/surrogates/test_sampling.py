from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.surrogates.sampling import DRAWS, draw_latents

DIMS = (Dim("a", low=-1.0, high=2.0), Dim("b", low=0.0, high=5.0))


def clumps(n=2000):
    rng = np.random.default_rng(0)
    centres = np.array([[-4.0, 0.0], [4.0, 1.0]])
    return (centres[rng.integers(2, size=n)] + 0.1 * rng.standard_normal((n, 2))).astype("f4")


@pytest.mark.parametrize("draw", DRAWS)
def test_the_same_seed_draws_the_same_and_another_seed_does_not(draw):
    first, again, other = (draw_latents(DIMS, clumps(), 64, draw, s).latents for s in (0, 0, 1))
    assert first.shape == (64, 2)
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_posterior_keeps_to_the_clumps_better_than_a_gaussian_would():
    drawn = draw_latents(DIMS, clumps(), 4000).latents
    frames = clumps()
    between = np.abs(drawn[:, 0]) < 1.0
    gaussian = frames.mean(0) + frames.std(0) * np.random.default_rng(1).standard_normal((4000, 2))
    assert between.mean() < 0.6 * (np.abs(gaussian[:, 0]) < 1.0).mean()
    # Nearly every real frame has a drawn latent close by, and none is just copied.
    nearest = np.abs(frames[:200, None] - drawn[None]).max(axis=2).min(axis=1)
    assert np.quantile(nearest, 0.95) < 0.3
    assert not (drawn[:, None] == frames[None, :200]).all(axis=2).any()


def test_box_and_sobol_stay_within_the_ranges_and_sobol_is_more_even():
    uneven = {}
    for draw in ("box", "sobol"):
        drawn = draw_latents(DIMS, None, 512, draw).latents
        assert (drawn >= [-1, 0]).all() and (drawn <= [2, 5]).all()
        uneven[draw] = np.histogram(drawn[:, 0], 16, (-1, 2))[0].std()
    assert uneven["sobol"] < uneven["box"] / 2


def test_without_frames_the_prior_stands_in_and_says_so():
    drawn = draw_latents(DIMS, None, 5000)
    assert drawn.draw == "prior" and "prior" in drawn.said
    inside = (drawn.latents >= [-1, 0]) & (drawn.latents <= [2, 5])
    assert inside.mean() == pytest.approx(0.98, abs=0.01)


def test_nonsense_is_refused():
    with pytest.raises(TimbrespaceError, match="no draw 'gauss'"):
        draw_latents(DIMS, None, 5, "gauss")
    with pytest.raises(TimbrespaceError, match="0 points"):
        draw_latents(DIMS, None, 0)
