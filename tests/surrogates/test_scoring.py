from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.scoring import LEVELS, coverage, r2, r2_interval

RNG = np.random.default_rng(0)


def test_r2_is_scikit_learns_where_all_is_known():
    from sklearn.metrics import r2_score

    truth = RNG.standard_normal((80, 3))
    said = truth + 0.3 * RNG.standard_normal((80, 3))
    expected = r2_score(truth, said, multioutput="raw_values")
    np.testing.assert_allclose(r2(truth, said), expected)


def test_the_interval_holds_the_score_and_narrows():
    widths = []
    for n in (60, 2000):
        truth = RNG.standard_normal((n, 1))
        said = truth + 0.5 * RNG.standard_normal((n, 1))
        low, high = r2_interval(truth, said)
        assert low[0] < r2(truth, said)[0] < high[0]
        widths.append(high[0] - low[0])
    assert widths[1] < widths[0] / 2


def test_a_right_uncertainty_covers_what_it_says_and_a_wrong_one_does_not():
    truth = RNG.standard_normal((4000, 1))
    zeros, ones = np.zeros_like(truth), np.ones_like(truth)
    for level, width in LEVELS.items():
        assert coverage(truth, zeros, ones, width)[0] == pytest.approx(level, abs=0.02)
        assert coverage(truth, zeros, 0.5 * ones, width)[0] < level - 0.2


def test_a_word_nobody_knows_has_no_score():
    nothing = np.full((5, 1), np.nan)
    said = np.zeros((5, 1))
    assert np.isnan(r2(nothing, said)).all()
    assert np.isnan(coverage(nothing, said, said + 1, 1.0)).all()
    assert np.isnan(r2_interval(nothing, said)[0]).all()
