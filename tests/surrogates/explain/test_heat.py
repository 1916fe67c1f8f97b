"""Heat maps show the word where it is, and mark where nobody knows."""

from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.analysis_world import ToySurrogate, truth
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.explain.heat import over_dims, over_map


def test_values_are_the_surrogates_at_every_cell():
    at = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    (heat,) = over_dims(ToySurrogate(), ["brightness"], (1, 0), at=at, side=9)
    for row, column in ((0, 0), (3, 7), (8, 8)):
        z = at.copy()
        z[1], z[0] = heat.x[column], heat.y[row]
        assert heat.values[row, column] == pytest.approx(truth(z)[0, 1])
    assert heat.axes == ("z1", "z0")


def test_far_from_home_is_marked():
    far = np.full(5, 4.0)
    here, there = (
        over_dims(ToySurrogate(), ["loudness_lufs"], (0, 1), at=at, side=15)[0]
        for at in (None, far)
    )
    assert here.known[7, 7] and here.known.mean() > 0.5
    assert not there.known.any() and not there.sure[0, 0]
    assert here.sure[7, 7]


def test_two_dims_are_wanted_and_a_word_that_is_there():
    for dims in ((0, 0), (0, 9)):
        with pytest.raises(TimbrespaceError, match="two dims"):
            over_dims(ToySurrogate(), ["brightness"], dims)
    with pytest.raises(TimbrespaceError, match="no word 'loud'"):
        over_dims(ToySurrogate(), ["loud"], (0, 1))


def test_on_a_map_cells_sound_as_the_sounds_beside_them():
    rng = np.random.default_rng(0)
    z = rng.standard_normal((400, 5))
    positions = z[:, :2]
    (heat,) = over_map(ToySurrogate(), ["loudness_lufs"], positions, z, side=21)
    there = np.isfinite(heat.values)
    across = np.tile(heat.x, (21, 1))
    assert np.corrcoef(across[there], heat.values[there])[0, 1] > 0.95
    assert heat.known[10, 10]


def test_a_map_may_go_beyond_its_outermost_sounds():
    square = np.array([[0, 0], [4, 0], [0, 2], [4, 2]], float)
    latents = np.zeros((4, 5))
    (heat,) = over_map(ToySurrogate(), ["roughness"], square, latents, side=9, margin=0.05)
    assert (heat.x[0], heat.x[-1]) == pytest.approx((-0.2, 4.2))
    assert (heat.y[0], heat.y[-1]) == pytest.approx((-0.2, 2.2))


def test_where_a_map_has_no_sounds_there_is_nothing():
    rng = np.random.default_rng(0)
    two = np.concatenate([rng.normal(0, 0.1, (50, 2)), rng.normal(9, 0.1, (50, 2))])
    (heat,) = over_map(ToySurrogate(), ["roughness"], two, rng.standard_normal((100, 5)), side=20)
    assert np.isnan(heat.values[10, 10]) and not heat.known[10, 10]
    assert np.isfinite(heat.values[0, 0]) and np.isfinite(heat.values[-1, -1])
    assert heat.plain()["values"][10][10] is None


def test_one_sound_makes_no_map():
    with pytest.raises(TimbrespaceError, match="no heat map"):
        over_map(ToySurrogate(), ["roughness"], np.zeros((1, 2)), np.zeros((1, 5)))
