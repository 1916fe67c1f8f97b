"""Mixtures of tracks: what weights, lengths and ends do, whatever the sounds are."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.blending import (
    CEILING,
    mix,
    path_weights,
    playable,
    shares,
    stretch,
    trimmed,
)


@pytest.fixture
def random():
    return np.random.default_rng(0)


def track(random, n_frames, n_dims=3):
    return random.normal(size=(n_frames, n_dims)).astype(np.float32)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_weights_on_a_path_are_shares_of_at_most_two_neighbours(n):
    for at in np.linspace(0, n - 1, 23):
        weights = path_weights(at, n)
        assert weights.sum() == pytest.approx(1) and (weights >= 0).all()
        used = np.flatnonzero(weights)
        assert len(used) <= 2 and used.max() - used.min() <= 1
        assert weights @ np.arange(n) == pytest.approx(at)


@pytest.mark.parametrize(("at", "n"), [(-0.1, 2), (1.1, 2), (0, 0), (float("nan"), 2)])
def test_there_is_no_place_off_the_path(at, n):
    with pytest.raises(TimbrespaceError, match="no place"):
        path_weights(at, n)


@pytest.mark.parametrize("weights", [[], [0, 0], [-1, 2], [np.nan, 1], [np.inf, 1]])
def test_weights_that_are_none_are_refused(weights):
    with pytest.raises(TimbrespaceError, match="no weights"):
        shares(weights)


def test_all_of_one_sound_is_that_sound(random):
    tracks = [track(random, 7), track(random, 7)]
    assert np.array_equal(mix(tracks, [1, 0]), tracks[0])
    assert np.array_equal(mix(tracks, [0, 5]), tracks[1])


def test_a_mean_is_a_mean_and_the_order_does_not_matter(random):
    tracks = [track(random, 9) for _ in range(3)]
    assert mix(tracks, [1, 1, 1]) == pytest.approx(np.mean(tracks, axis=0), abs=1e-6)
    assert mix(tracks[::-1], [3, 2, 1]) == pytest.approx(mix(tracks, [1, 2, 3]), abs=1e-6)


def test_unequal_tracks_meet_at_the_mean_of_their_lengths(random):
    short, long = track(random, 10), track(random, 30)
    lengths = [len(mix([short, long], [1 - t, t])) for t in (0, 0.25, 0.5, 1)]
    assert lengths == [10, 15, 20, 30]


@pytest.mark.parametrize("n_frames", [1, 2, 10, 33])
def test_a_stretched_line_stays_that_line(n_frames):
    line = np.linspace(0, 1, 12, dtype=np.float32)[:, None]
    found = stretch(line, n_frames)
    assert found.shape == (n_frames, 1)
    if n_frames > 1:
        assert found == pytest.approx(np.linspace(0, 1, n_frames)[:, None], abs=1e-6)


def test_a_delay_is_taken_off_and_silence_added(random):
    audio = random.normal(size=(1, 50))
    assert np.array_equal(trimmed(audio, 20, 5), audio[:, 5:25])
    longer = trimmed(audio, 60, 5)
    assert np.array_equal(longer[:, :45], audio[:, 5:]) and not longer[:, 45:].any()


@pytest.mark.parametrize("gain", [0.1, 0.97, 30.0])
def test_what_is_played_never_clips_and_begins_and_ends_at_nothing(random, gain):
    audio = (gain * random.uniform(-1, 1, (1, 16_000))).astype(np.float32)
    found, quieter_db = playable(audio, 16_000)
    assert np.abs(found).max() <= CEILING + 1e-6
    assert found[0, 0] == 0 and found[0, -1] == 0
    middle = slice(400, -400)
    assert found[:, middle] * 10 ** (quieter_db / 20) == pytest.approx(audio[:, middle], rel=1e-4)
    assert (quieter_db > 0) == (np.abs(audio).max() > CEILING)


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_the_shortest_sounds_can_be_played(n):
    found, quieter_db = playable(np.ones((1, n), np.float32), 48_000)
    assert found.shape == (1, n) and np.isfinite(found).all() and np.isfinite(quieter_db)


def test_what_is_no_sound_is_said():
    with pytest.raises(TimbrespaceError, match="no sound"):
        playable(np.array([[0.0, np.nan]]), 48_000)
