"""A word on a voice: its reach, how well it is foretold, and why it may have no slider."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.surrogates import analysis_world as toy
from tests.surrogates.words.world import BLOCK, yes_or_no
from timbrespace.surrogates.words.features import Block
from timbrespace.surrogates.words.slider import make_slider, points_with
from timbrespace.surrogates.words.word import fit_word


@pytest.fixture(scope="module")
def wobbly():
    word, rows = yes_or_no()
    return fit_word(word, rows, [BLOCK])


def test_its_reach_is_that_of_the_points(wobbly):
    points = toy.points()
    slider = make_slider(toy.ToySurrogate(), wobbly, points)
    truth = slider.heard(points.values)
    assert slider.word.low == pytest.approx(np.percentile(truth, 1))
    assert slider.word.high == pytest.approx(np.percentile(truth, 99))
    assert slider.word.r2 > 0.95 and slider.word.problem == "" and slider.familiar > 0.5


def test_a_surrogate_that_is_off_is_brought_back_by_the_points(wobbly):
    points = toy.points()
    biased = toy.ToySurrogate(bias=0.3)
    values, spread = biased.predict(points.latents.astype(float))
    truth = make_slider(biased, wobbly, points).model.scores(points.values)
    raw, fitted = (
        make_slider(biased, wobbly, given).scores(values, spread)[0] for given in (None, points)
    )
    assert np.abs(fitted - truth).mean() < 0.5 * np.abs(raw - truth).mean()


def test_a_noisy_surrogate_is_believed_less(wobbly):
    quiet, noisy = (
        make_slider(toy.ToySurrogate(), wobbly, toy.points(noise=noise)) for noise in (0.02, 0.8)
    )
    assert noisy.word.r2 < quiet.word.r2 - 0.2 and noisy.missed > 3 * quiet.missed


def test_reasons_for_no_slider(wobbly):
    base, points = toy.ToySurrogate(), toy.points()
    word, rows = yes_or_no()
    unknown = fit_word(word, rows, [Block("descriptors", (*BLOCK.dims[:3], "warmth"))])
    assert "knows no warmth" in make_slider(base, unknown, points).word.problem
    shifted = replace(points, values=points.values + [500.0, 500, 0, 0])
    assert "is like the sounds" in make_slider(base, wobbly, shifted).word.problem
    usual = np.median(points.values, axis=0)
    still = replace(points, values=np.tile(usual, (len(points.values), 1)))
    assert "hardly changes" in make_slider(base, wobbly, still).word.problem


def test_points_get_a_column_that_a_surrogate_can_learn(wobbly):
    points = replace(toy.points(), repeats=toy.points().values[:6].reshape(2, 3, 4))
    more = points_with(points, [replace(wobbly, high=10.0)])
    assert more.names[-1] == "wobbly" and more.repeats.shape == (2, 3, 5)
    truth = 10 * wobbly.player().values(points.values)
    np.testing.assert_allclose(more.values[:, -1], truth)
    np.testing.assert_allclose(more.repeats[0, 2, -1], truth[2])


def test_silence_has_no_word(wobbly):
    points = toy.points()
    points.silent[3] = True
    assert np.isnan(points_with(points, [wobbly]).values[3, -1])
