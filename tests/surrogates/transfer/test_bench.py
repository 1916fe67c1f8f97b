"""The bench praises what works, and does not let anybody look."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.surrogates import analysis_world as toy
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.transfer.bench import cut, run, shared
from timbrespace.surrogates.transfer.matching import by_pairs
from timbrespace.surrogates.transfer.methods import learn_old

WORDS = ("loudness_lufs", "brightness", "roughness")


def other_voice(n=700, seed=9):
    """The same sounds behind other latents: seven of them, mixed."""
    points = toy.points(n, seed=seed)
    mix = np.random.default_rng(3).standard_normal((5, 7))
    return replace(points, latents=(points.latents @ mix).astype(np.float32)), mix


@pytest.fixture(scope="module")
def old():
    latents, shares = shared(toy.points(600), WORDS)
    values = toy.points(600).values[:, [0, 1, 2]]
    low, high = np.percentile(values, [1, 99], axis=0)

    def foretell(z):
        said = (toy.truth(z)[:, [0, 1, 2]] - low) / (high - low)
        return said, np.full_like(said, 0.02)

    return learn_old(latents, shares, foretell)


@pytest.fixture(scope="module")
def rows(old):
    points, mix = other_voice()
    moments = np.random.default_rng(4).standard_normal((300, 5))
    pairs = by_pairs(moments, moments @ mix)
    new = cut(points, WORDS, n_targets=80)
    return run(old, new, anchors=(0, 16, 128), pairs=pairs, n_draws=2)


def error(rows, method, anchors=0, where="near"):
    (row,) = [r for r in rows if (r.method, r.anchors, r.where) == (method, anchors, where)]
    return float(row.errors.mean())


def test_nothing_is_better_than_the_best_there_is(rows):
    for where in ("near", "anywhere"):
        best = error(rows, "best there is", where=where)
        assert all(r.errors.mean() >= best - 1e-9 for r in rows if r.where == where)


def test_clouds_alone_know_next_to_nothing_and_common_sounds_nearly_all(rows):
    chance = error(rows, "random", where="anywhere")
    assert error(rows, "common sounds", where="anywhere") < 0.3 * chance
    assert error(rows, "matched components", where="anywhere") > 0.5 * chance


def test_more_anchors_are_better(rows):
    for method in ("from scratch", "nearest anchor", "adapter"):
        for where in ("near", "anywhere"):
            assert error(rows, method, 128, where) < error(rows, method, 16, where)


def test_on_the_same_sounds_behind_other_latents_the_old_voice_helps(rows):
    assert error(rows, "adapter, corrected", 16) < error(rows, "from scratch", 16)


def test_targets_are_not_in_the_pool_and_can_be_reached_from_their_starts():
    points, _ = other_voice()
    new = cut(points, WORDS, n_targets=80)
    assert len(new.pool) + len(new.wanted) == len(points.latents)
    assert not (new.wanted[:, None] == new.heard).all(axis=2).any()
    assert (new.near == new.starts[:, None]).any(axis=1).all(), "one may stay where one is"
    reachable = np.abs(new.heard[new.near] - new.wanted[:, None]).mean(axis=2).min(axis=1)
    assert np.median(reachable) < 0.1


def test_what_was_not_measured_or_too_little_is_said():
    with pytest.raises(TimbrespaceError, match="no wobbly"):
        cut(toy.points(300), ("wobbly",))
    with pytest.raises(TimbrespaceError, match="40 points have all words"):
        cut(toy.points(40), WORDS)


def test_frequencies_are_shares_of_octaves():
    points = toy.points(400)
    _, shares = shared(points, ("centroid_hz",))
    octaves = np.log2(points.values[:, 3])
    assert np.corrcoef(octaves, shares[:, 0])[0, 1] == pytest.approx(1)


def test_the_same_seed_gives_the_same_rows(old):
    new = cut(other_voice(400)[0], WORDS, n_targets=40)
    one, two = (run(old, new, anchors=(8,), n_draws=1, seed=3) for _ in range(2))
    assert [r.errors.tolist() for r in one] == [r.errors.tolist() for r in two]
