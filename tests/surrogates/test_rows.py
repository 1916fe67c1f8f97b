from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.rows import ROWS, foretell
from timbrespace.surrogates.scoring import r2

RNG = np.random.default_rng(0)
X = RNG.standard_normal((400, 3))
Y = np.c_[X @ [1.0, -2.0, 0.5], np.sin(2 * X[:, 0]), X[:, 1] ** 2]


@pytest.mark.parametrize("row", ROWS)
def test_each_foretells_what_it_can(row):
    scores = r2(Y[300:], foretell(row, X[:300], Y[:300], X[300:]))
    assert scores[0] > (0.999 if row == "linear" else 0.8)
    assert (scores[1] < 0.5) == (row == "linear")


@pytest.mark.parametrize("row", ROWS)
def test_holes_in_one_word_cost_the_others_nothing(row):
    holes = Y.copy()
    holes[::3, 2] = np.nan
    whole, holed = (foretell(row, X[:300], y[:300], X[300:]) for y in (Y[:, :2], holes))
    np.testing.assert_allclose(holed[:, :2], whole)
    assert np.isfinite(holed).all()


def test_a_word_that_is_hardly_ever_defined_is_left_alone():
    rare = np.full((50, 1), np.nan)
    rare[:3] = 1.0
    assert np.isnan(foretell("linear", X[:50], rare, X[:5])).all()
