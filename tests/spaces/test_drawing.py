"""Random tracks are what they say they are, and move as fast as the measured ones."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.drawing import DRAWS, draw, measure

MANY = 20_000


def slow(n_frames, rho, n_dims, seed):
    """A track whose neighbouring frames correlate by rho."""
    random = np.random.default_rng(seed)
    track = random.normal(size=(n_frames, n_dims))
    for f in range(1, n_frames):
        track[f] = rho * track[f - 1] + np.sqrt(1 - rho**2) * track[f]
    return track


@pytest.fixture(scope="module")
def tracks():
    turn = np.array([[2.0, 0.0], [1.0, 0.5]])
    return [slow(3_000, 0.9, 2, seed) @ turn + [3.0, -1.0] for seed in range(4)]


@pytest.fixture(scope="module")
def frames(tracks):
    return measure(tracks)


def neighbours(track):
    """How alike neighbouring frames are, by dim."""
    centred = track - track.mean(axis=0)
    return (centred[1:] * centred[:-1]).sum(axis=0) / (centred**2).sum(axis=0)


def test_the_aggregate_posterior_has_the_mean_and_covariance_of_the_frames(tracks, frames):
    rows, drawn = np.concatenate(tracks), draw("posterior", MANY, frames, independent=True)
    assert drawn.mean(axis=0) == pytest.approx(rows.mean(axis=0), abs=0.06)
    assert np.cov(drawn.T) == pytest.approx(np.cov(rows.T), rel=0.06, abs=0.05)


def test_the_prior_is_standard_normal(frames):
    drawn = draw("prior", MANY, frames, independent=True)
    assert np.cov(drawn.T) == pytest.approx(np.eye(2), abs=0.05)
    assert drawn.mean(axis=0) == pytest.approx([0, 0], abs=0.03)


def test_the_box_is_full_and_nothing_leaves_it(frames):
    drawn = draw("uniform", MANY, frames, independent=True)
    assert (drawn >= frames.low - 1e-6).all() and (drawn <= frames.high + 1e-6).all()
    share = (drawn - frames.low) / (frames.high - frames.low)
    counts = np.stack([np.histogram(share[:, i], 10, (0, 1))[0] for i in range(2)])
    assert counts == pytest.approx(np.full((2, 10), MANY / 10), rel=0.12)


def test_the_box_is_the_range_that_a_dim_states(tracks):
    found = measure(tracks, (Dim("a", "", -9, 9), Dim("b")))
    assert (found.low[0], found.high[0]) == (-9, 9)
    assert found.low[1] == pytest.approx(np.percentile(np.concatenate(tracks)[:, 1], 1))


@pytest.mark.parametrize("how", DRAWS)
def test_a_track_moves_as_fast_as_the_sounds_do(frames, how):
    assert neighbours(draw(how, MANY, frames)) == pytest.approx([0.9, 0.9], abs=0.05)
    assert neighbours(draw(how, MANY, frames, independent=True)) == pytest.approx([0, 0], abs=0.05)


@pytest.mark.parametrize("how", DRAWS)
def test_the_seed_says_which_track(frames, how):
    one, same, other = (draw(how, 50, frames, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.allclose(one, other)


def test_a_dim_that_never_moves_stays_where_it_is():
    still = np.concatenate([slow(500, 0.5, 1, 0), np.full((500, 1), 7.0)], axis=1)
    frames = measure([still])
    for how in ("posterior", "uniform"):
        assert draw(how, 100, frames)[:, 1] == pytest.approx(7.0)


@pytest.mark.parametrize("lengths", [[], [1], [0, 1]])
def test_one_frame_says_nothing(lengths):
    with pytest.raises(TimbrespaceError, match="Two frames"):
        measure([np.zeros((n, 2), np.float32) for n in lengths])


def test_many_single_frames_are_enough():
    """A space with one frame a sound has no neighbours: its tracks jump."""
    frames = measure([slow(1, 0, 2, seed) for seed in range(50)])
    assert frames.alike.tolist() == [0, 0]
    assert np.isfinite(draw("posterior", 4, frames)).all()


def test_another_way_to_draw_is_refused(frames):
    with pytest.raises(TimbrespaceError, match="Nothing is drawn"):
        draw("dice", 3, frames)
