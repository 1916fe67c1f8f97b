from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.base import Word


@pytest.mark.parametrize("log", [False, True])
def test_shares_go_there_and_back_also_beyond_the_ends(log):
    word = Word("a", "A", "", 70.0, 2700.0, 0.9, log=log)
    shares = np.linspace(-0.2, 1.4, 9)
    np.testing.assert_allclose(word.share(word.at(shares)), shares, atol=1e-12)
    np.testing.assert_allclose(word.at(np.array([0.0, 1.0])), [70.0, 2700.0])


def test_an_octave_is_as_wide_anywhere_where_the_ear_hears_ratios():
    word = Word("a", "A", "Hz", 70.0, 2700.0, 0.9, log=True)
    octaves = np.diff(word.share(100.0 * 2.0 ** np.arange(5)))
    np.testing.assert_allclose(octaves, octaves[0])
    assert np.isfinite(word.share(0.0)) and np.isnan(word.share(np.nan))


def test_a_word_that_never_changes_has_shares_all_the_same():
    assert Word("a", "A", "", 5.0, 5.0, 0.0).share(5.0) == 0.0
