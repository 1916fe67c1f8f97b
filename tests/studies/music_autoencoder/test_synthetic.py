"""Pieces made by code."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.studies.music_autoencoder.synthetic import RATE_HZ, STYLES, render


@pytest.mark.parametrize("style", STYLES)
def test_a_piece_is_a_piece(style):
    sound = render(style, 1, 2.0)
    assert sound.shape == (2 * RATE_HZ,)
    assert np.abs(sound).max() == pytest.approx(0.7)
    np.testing.assert_array_equal(sound, render(style, 1, 2.0))
    assert not np.allclose(sound, render(style, 2, 2.0))


def test_a_later_stretch_is_of_the_same_piece():
    whole, later = render("march", 0, 4.0), render("march", 0, 2.0, start_s=2.0)
    end = whole[2 * RATE_HZ :]
    assert np.corrcoef(end, later)[0, 1] > 0.999
