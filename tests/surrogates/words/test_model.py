"""Models of words find what they were taught, and are the models that they say they are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.words.world import BLOCK, rated, sounds, yes_or_no
from timbrespace.surrogates.words.features import Block
from timbrespace.surrogates.words.marks import targets
from timbrespace.surrogates.words.model import LOGISTIC_C, fit_model


@pytest.mark.parametrize("n_features", [4, 300])
def test_the_logistic_model_is_the_one_in_the_books(n_features):
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(0)
    rows = rng.standard_normal((50, n_features))
    y = (rows[:, 0] + rng.standard_normal(50) > 0.4).astype(float)
    block = Block("toy:1", tuple(f"d{i}" for i in range(n_features)))
    ours = fit_model("logistic", rows, y, [block])
    theirs = LogisticRegression(C=LOGISTIC_C, class_weight="balanced", tol=1e-10, max_iter=5000)
    theirs.fit(ours.scaler.apply(rows), y > 0.5)
    np.testing.assert_allclose(ours.weights, theirs.coef_[0], atol=1e-5)
    assert ours.bias == pytest.approx(theirs.intercept_[0], abs=1e-5)


@pytest.mark.parametrize("kind, made", [("logistic", yes_or_no), ("ridge", rated)])
def test_it_goes_with_what_it_was_taught(kind, made):
    word, rows = made()
    model = fit_model(kind, rows, targets(word.marks), [BLOCK])
    assert model.leading(1)[0][0] == "roughness" and model.leading(1)[0][1] > 0
    rough, smooth = np.tile(sounds(1), (2, 1))
    rough[2], smooth[2] = 95, 5
    high, low = model.values(np.array([rough, smooth]))
    assert high > 0.7 and low < 0.3


def test_scores_and_values_are_each_others_inverse():
    word, rows = yes_or_no()
    model = fit_model("logistic", rows, targets(word.marks), [BLOCK])
    values = np.array([0.02, 0.5, 0.9])
    np.testing.assert_allclose(model.linked(model.unlinked(values)), values)
    assert np.isfinite(model.unlinked(np.array([0.0, 1.0]))).all()


def test_sounds_unlike_those_marked_are_not_familiar():
    word, rows = yes_or_no()
    model = fit_model("logistic", rows, targets(word.marks), [BLOCK])
    strange = rows[:1].copy()
    strange[0, 0] = 60
    assert model.familiar(rows).mean() > 0.95 and not model.familiar(strange)[0]


def test_swapping_yes_and_no_turns_the_word_round():
    word, rows = yes_or_no()
    y = targets(word.marks)
    one, other = (fit_model("logistic", rows, each, [BLOCK]) for each in (y, 1 - y))
    np.testing.assert_allclose(one.values(rows), 1 - other.values(rows), atol=1e-6)
