"""Jacobian and line agree where the surrogate is right, and the line is the voice's where not."""

from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.analysis_world import ToySurrogate, truth
from timbrespace.surrogates.explain.local import around, line

HERE = np.array([0.2, -0.1, 0.3, 0.0, 0.0])
#: Which dims move which words in truth ``(K, D)``.
MOVES = np.array([[1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]], bool)


def heard_of(local):
    """The slopes that were heard: of every word and dim, each inside its own interval."""
    heard = local.heard
    assert heard.value.shape == (len(local.words), len(local.dims)) == MOVES.shape
    assert (heard.low <= heard.value).all() and (heard.value <= heard.high).all()
    return heard


def test_both_find_the_slopes_that_are_there():
    toy = ToySurrogate()
    local = around(toy, HERE, truth)
    deviation = toy.usual.std(axis=0)
    assert local.believed.value[0, 0] == pytest.approx(4 * deviation[0] / toy.reach[0], rel=1e-3)
    heard = heard_of(local)
    np.testing.assert_allclose(heard.value, local.believed.value, atol=0.02)
    assert heard.certain()[MOVES].all() and np.abs(heard.value[~MOVES]).max() < 0.02
    assert (local.cosine > 0.97).all() and np.nanmin(local.same_sign) == 1
    assert (local.fit > 0.95).all() and local.n_decodes == 64


def test_a_voice_that_does_the_opposite_is_heard():
    local = around(ToySurrogate(), HERE, lambda z: -truth(z))
    assert (local.cosine < -0.97).all() and np.nanmax(local.same_sign) == 0


def test_noise_widens_the_intervals_and_lowers_the_fit():
    rng = np.random.default_rng(0)
    quiet = around(ToySurrogate(), HERE, truth)
    noisy = around(
        ToySurrogate(), HERE, lambda z: truth(z) + rng.normal(0, 2, (len(z), 4)), seed=0
    )
    heard = [heard_of(each) for each in (quiet, noisy)]
    widths = [float((each.high - each.low)[0].mean()) for each in heard]
    assert widths[1] > 5 * widths[0] and noisy.fit[0] < quiet.fit[0]


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(1)
    inside = []
    for trial in range(40):
        steps = rng.standard_normal((80, 3))
        values = steps @ np.array([[1.0], [0.5], [0.0]]) + rng.normal(0, 1, (80, 1))
        slopes, _ = line(steps, values, seed=trial)
        true = np.array([1.0, 0.5, 0.0])
        inside.append((slopes.low[0] <= true) & (true <= slopes.high[0]))
    assert 0.8 < np.mean(inside) <= 1.0


def test_without_decodes_only_the_surrogate_is_asked():
    local = around(ToySurrogate(), HERE)
    assert local.heard is None and local.n_decodes == 0 and np.isnan(local.cosine).all()
    told = local.plain()["words"]["roughness"]
    assert told["heard"] is None and len(told["believed"]["value"]) == 5


def test_a_word_that_is_never_defined_has_no_line():
    def mute(z):
        values = truth(z)
        values[:, 2] = np.nan
        return values

    local = around(ToySurrogate(), HERE, mute)
    assert np.isnan(local.cosine[2]) and local.plain()["words"]["roughness"]["cosine"] is None
    assert local.cosine[0] > 0.97
