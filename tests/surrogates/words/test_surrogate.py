"""Own words are words like any other: predicted, bent towards, and played."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.surrogates import analysis_world as toy
from tests.surrogates.words.world import BLOCK, rated, yes_or_no
from timbrespace.surrogates.base import Surrogate
from timbrespace.surrogates.words.features import Block
from timbrespace.surrogates.words.slider import make_slider
from timbrespace.surrogates.words.surrogate import WithOwnWords
from timbrespace.surrogates.words.word import fit_word

HERE = np.array([0.2, -0.1, 0.3, 0.1, 0.0])


@pytest.fixture(scope="module", params=[yes_or_no, rated])
def both(request):
    word, rows = request.param()
    own = replace(fit_word(word, rows, [BLOCK]), low=-10.0, high=30.0)
    base = toy.ToySurrogate()
    return WithOwnWords(base, [make_slider(base, own, toy.points())])


def test_it_is_a_surrogate_with_one_word_more(both):
    assert isinstance(both, Surrogate)
    assert both.names == (*toy.NAMES, "wobbly") == tuple(w.name for w in both.words)
    values, spread = both.predict(np.tile(HERE, (3, 1)))
    assert values.shape == spread.shape == (3, 5) and (spread > 0).all()
    np.testing.assert_array_equal(values[:, :4], toy.truth(np.tile(HERE, (3, 1))))


def test_the_jacobian_is_that_of_what_is_predicted(both):
    slopes, spread = both.jacobian(HERE)
    step = 1e-5 * np.eye(5)
    moved = (both.predict(HERE + step)[0] - both.predict(HERE - step)[0]).T / 2e-5
    np.testing.assert_allclose(slopes, moved, rtol=1e-3, atol=1e-4)
    assert spread.shape == (5, 5)


def test_asking_for_the_word_leads_there(both):
    word = both.words[-1]
    for share in (0.25, 0.5, 0.75):
        wanted = word.low + share * (word.high - word.low)
        found = both.invert({"wobbly": wanted}, HERE)
        assert found.reached["wobbly"]
        assert found.predicted["wobbly"] == pytest.approx(
            wanted, abs=0.04 * (word.high - word.low)
        )
        guessed = both.predict(both.guess({"wobbly": wanted}, HERE)[None])[0][0, -1]
        before = both.predict(HERE[None])[0][0, -1]
        assert abs(guessed - wanted) <= abs(before - wanted) + 1e-6


def test_asking_for_both_sorts_keeps_both(both):
    word = both.words[-1]
    wanted = {"loudness_lufs": -18.0, "wobbly": (word.low + word.high) / 2}
    found = both.invert(wanted, HERE)
    assert found.predicted["loudness_lufs"] == pytest.approx(-18, abs=0.5)
    assert all(found.reached.values())


def test_the_others_words_are_its_own_business(both):
    wanted = {"brightness": 55.0}
    np.testing.assert_array_equal(
        both.invert(wanted, HERE).latent, both.base.invert(wanted, HERE).latent
    )
    np.testing.assert_array_equal(both.guess(wanted, HERE), both.base.guess(wanted, HERE))


def test_out_of_reach_is_said(both):
    word = both.words[-1]
    far = word.high + 5 * (word.high - word.low)
    found = both.invert({"wobbly": far}, HERE)
    assert np.isfinite(found.latent).all()
    if both.sliders[0].model.kind == "logistic":
        assert not found.reached["wobbly"]


def test_a_word_that_cannot_be_played_is_there_with_its_reason():
    word, rows = yes_or_no()
    strange = fit_word(word, rows, [Block("descriptors", (*BLOCK.dims[:3], "warmth"))])
    base = toy.ToySurrogate()
    made = WithOwnWords(base, [make_slider(base, strange, toy.points())])
    assert made.words[-1].problem
    values, spread = made.predict(HERE[None])
    assert (
        np.isfinite(values).all() and spread[0, -1] == 1 and not made.jacobian(HERE)[0][-1].any()
    )


def test_a_surrogates_own_word_wins_over_one_of_its_name():
    word, rows = yes_or_no()
    base = toy.ToySurrogate()
    same = replace(fit_word(word, rows, [BLOCK]), name="roughness")
    assert WithOwnWords(base, [make_slider(base, same, None)]).names == toy.NAMES
