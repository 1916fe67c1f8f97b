import numpy as np
import pytest

from timbrespace.semantics.percussive import EXCHANGES, _median, _reflected, percussive_share


def test_the_exchanges_bring_out_the_median():
    for values in np.random.default_rng(0).normal(size=(200, 9)):
        held = list(values)
        for i, j in EXCHANGES:
            held[i], held[j] = min(held[i], held[j]), max(held[i], held[j])
        assert held[4] == np.median(values)


def test_ends_are_reflected():
    assert _reflected(5, 2).tolist() == [1, 0, 4, 3]
    assert set(_reflected(2, 9)) <= {0, 1}


def test_a_median_along_an_axis_is_of_nine_values_about_each():
    x = np.random.default_rng(0).normal(size=(1, 40, 3))
    found = _median(x, axis=1, apart=2)
    assert found[0, 20, 1] == np.median(x[0, 12:29:2, 1])


def test_lines_along_time_are_harmonic_and_lines_across_percussive():
    along, across = np.zeros((1, 60, 400)), np.zeros((1, 60, 400))
    along[:, :, ::40] = 1
    across[:, ::20] = 1
    assert percussive_share(along)[0] < 0.05
    assert percussive_share(across)[0] > 0.95
    assert percussive_share(along + across)[0] == pytest.approx(0.5, abs=0.3)
    assert np.isfinite(percussive_share(np.zeros((1, 5, 40)))).all()
