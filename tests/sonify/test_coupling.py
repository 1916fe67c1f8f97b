"""Twin of ``sonify/coupling.py``."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import pdist
from scipy.stats import spearmanr

from tests.sonify.world import rows
from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.coupling import HOWS, fit_coupling
from timbrespace.sonify.transport import sliced_distance
from timbrespace.sonify.whitening import whiten

CARRIED = ("gaussian", "sliced", "entropic")


def posterior(n=600, dims=5, seed=4):
    """Frames in two clumps, some dims wide and some narrow."""
    rng = np.random.default_rng(seed)
    frames = rng.normal(size=(n, dims)) * np.linspace(2.0, 0.3, dims) + 1.0
    frames[::3, 0] += 5.0
    return frames


def data(n=300, dims=12):
    return rows(n, dims).latents


def coupling(how, **more):
    if how == "entropic":
        pytest.importorskip("ot")
    return fit_coupling(data(), posterior(), how, **more)


@pytest.mark.parametrize("how", [how for how in HOWS if how != "words"])
def test_it_gives_the_voice_as_many_dims_as_it_takes_row_by_row(how):
    made = coupling(how)
    all_at_once = made.apply(data())
    assert all_at_once.shape == (300, 5) and all_at_once.dtype == np.float32
    assert np.allclose(made.apply(data()[3:4]), all_at_once[3:4], atol=1e-5)
    assert made.how == how
    assert np.array_equal(all_at_once, coupling(how).apply(data())), "the same seed differs"


@pytest.mark.parametrize("how", CARRIED)
def test_new_data_lies_nearer_to_the_posterior_than_what_only_fits_in_size(how):
    new = rows(300, 12, seed=0).latents + 0.1
    carried, plain = coupling(how).apply(new), coupling("plain").apply(new)
    frames = posterior()
    near = sliced_distance(carried.astype(np.float64), frames)
    assert near < 0.5 * sliced_distance(plain.astype(np.float64), frames)


def test_the_gaussian_one_has_the_mean_and_covariance_of_the_posterior():
    made, frames = coupling("gaussian").apply(data()), posterior()
    assert np.allclose(made.mean(axis=0), frames.mean(axis=0), atol=0.2)
    assert np.allclose(np.cov(made.T), np.cov(frames.T), atol=0.1 * np.cov(frames.T).max())


def test_it_keeps_what_is_near_near_better_than_transports_do_and_those_than_chance():
    def kept(how):
        return spearmanr(pdist(data()), pdist(coupling(how).apply(data()))).statistic

    assert kept("gaussian") > kept("sliced") > 0.1


def test_no_point_is_left_further_out_than_nearly_all_frames_are():
    made, frames = coupling("gaussian").apply(100 * data()), posterior()
    whitening = whiten(frames)
    far = np.linalg.norm(whitening.apply(made), axis=1)
    own = np.linalg.norm(whitening.apply(frames), axis=1)
    assert far.max() <= np.quantile(own, 0.99) + 1e-4 < own.max()


def test_where_data_has_fewer_dims_the_voices_last_axes_stay_at_their_mean():
    made = fit_coupling(data(300, 2), posterior(), "gaussian").apply(data(300, 2))
    spread = np.linalg.svd(made - made.mean(axis=0), compute_uv=False)
    assert spread[1] > 1 and spread[2] < 1e-3


def test_a_random_projection_depends_on_the_seed_and_is_as_wide_as_the_posterior():
    one, other = (coupling("random", seed=s).apply(data()) for s in (0, 1))
    assert not np.allclose(one, other)
    assert np.allclose(one.std(axis=0), posterior().std(axis=0), rtol=1e-3)


def test_what_can_not_be_coupled_says_why():
    with pytest.raises(TimbrespaceError, match="Use gaussian"):
        fit_coupling(data(), posterior(), "sorcery")  # type: ignore[arg-type]
    with pytest.raises(TimbrespaceError, match="surrogate"):
        fit_coupling(data(), posterior(), "words")
    with pytest.raises(TimbrespaceError, match="same"):
        fit_coupling(np.ones((20, 3)), posterior())
