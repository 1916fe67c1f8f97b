"""Fitting a word: enough marks, the right model, and a slider from descriptors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.surrogates.words.world import BLOCK, NAMES, marks, rated, sounds, yes_or_no
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.features import Block
from timbrespace.surrogates.words.word import (
    OwnWord,
    descriptors_in,
    descriptors_of,
    fit_word,
)


def test_yes_and_no_give_a_logistic_model_ratings_a_ridge():
    for made, kind in ((yes_or_no, "logistic"), (rated, "ridge")):
        word, rows = made()
        fitted = fit_word(word, rows, [BLOCK])
        assert fitted.fitted().kind == kind
        assert fitted.player() is fitted.fitted() and fitted.slider_r2 == 1


def test_too_few_of_either_sort_are_said():
    rows = sounds(10)
    word = OwnWord("wobbly", "Wobbly", marks=marks(rows, [5.0] * 9 + [1.0]))
    with pytest.raises(TimbrespaceError, match="9 sounds marked as such and 1 as not"):
        fit_word(word, rows, [BLOCK])


def test_what_was_not_fitted_says_so():
    with pytest.raises(TimbrespaceError, match="not fitted yet"):
        OwnWord("wobbly", "Wobbly").player()


def test_a_word_that_reads_an_embedding_gets_its_slider_by_descriptors():
    rng = np.random.default_rng(0)
    rows, space = sounds(300), Block("toy:1", tuple(f"d{i}" for i in range(20)), "h")
    embedding = np.column_stack([rows[:, 2] / 30, rng.standard_normal((300, 19))])
    both = np.column_stack([rows, embedding])
    word = OwnWord("w", "W", marks=marks(rows[:40], np.where(rows[:40, 2] > 50, 5.0, 1.0)))
    fitted = fit_word(word, both[:40], [BLOCK, space], others=(rows, both))
    assert fitted.player().dims == NAMES and fitted.player() is not fitted.model
    assert fitted.slider_r2 is not None and fitted.slider_r2 > 0.5
    correlation = np.corrcoef(fitted.player().scores(rows), fitted.fitted().scores(both))[0, 1]
    assert correlation > 0.8
    with pytest.raises(TimbrespaceError, match="reads an embedding"):
        fit_word(word, both[:40], [BLOCK, space])


def test_only_descriptors_that_all_marks_bring_are_read():
    word, rows = yes_or_no(6)
    poorer = replace(word.marks[0], descriptors={"roughness": 3.0, "brightness": float("nan")})
    mixed = replace(word, marks=(poorer, *word.marks[1:]))
    assert descriptors_in(mixed) == ("roughness", "brightness")
    held = descriptors_of(mixed, ("roughness", "brightness"))
    assert held[0, 0] == 3 and np.isnan(held[0, 1]) and held[1, 0] == rows[1, 2]


def test_scales_are_undone_by_their_inverse():
    word = OwnWord("w", "W", low=100, high=-20)
    values = np.array([0.0, 0.3, 1.0])
    assert word.scaled(values).tolist() == [100, 64, -20]
    np.testing.assert_allclose(word.unscaled(word.scaled(values)), values)
