"""What is edited changes, all else stays, and nothing is left that no ReLU could give."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.editing.layer import EditedLayer
from timbrespace.factors.projection.projection import fit_projection

from .toys import D, K, layer


@pytest.fixture
def x():
    return np.random.default_rng(3).uniform(3, 7, (5, D)).astype(np.float32)


def test_the_dims_it_had_leave_a_latent_as_it_was(x):
    place = layer()
    same, clipped = place.place(x, place.dims(x))
    assert np.allclose(same, x, atol=1e-5)
    assert (clipped.n_negative, clipped.n_over) == (0, 0)


def test_new_dims_are_there_and_nothing_beside_their_span_has_moved(x):
    place = layer()
    z = place.dims(x) + np.float32(0.3)
    moved, _ = place.place(x, z)
    assert np.allclose(place.dims(moved), z, atol=1e-4)
    change = (moved - x) / place.projection.scale
    axes = place.projection.axes
    assert np.allclose(change - change @ axes.T @ axes, 0, atol=1e-5)


def test_it_is_the_complete_inverse_with_some_dims_changed():
    rows = np.random.default_rng(0).uniform(2, 8, (40, D)).astype(np.float32)
    projection = fit_projection(lambda: iter([rows]), K, full=True)
    place = EditedLayer(projection, K, lambda x: x)
    x = rows[:3] + np.float32(0.1)
    whole = projection.transform(x)
    whole[:, :K] += np.float32(0.2)
    placed, _ = place.place(x, whole[:, :K])
    assert np.allclose(placed, projection.inverse(whole), atol=1e-3)


def test_what_no_activation_can_be_is_cut_off_and_counted(x):
    place = layer(ceiling=6.0)
    z = place.dims(x) + np.float32(20)
    real, clipped = place.place(x, z)
    assert real.min() >= 0 and real.max() <= 6
    assert clipped.n_negative == (real == 0).sum() and clipped.n_over == (real == 6).sum()
    assert clipped.n_values == x.size and 0 < clipped.share <= 1
    assert 0 < clipped.lost < 1


def test_a_projection_of_too_few_dims_is_refused():
    with pytest.raises(TimbrespaceError, match="leading dims"):
        EditedLayer(layer().projection, K + 1, lambda x: x)
