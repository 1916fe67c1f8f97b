"""Twin of ``sonify/whitening.py``."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.whitening import whiten


def cloud(n=200, scales=(5.0, 2.0, 0.1), seed=0):
    rng = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(rng.normal(size=(len(scales), len(scales))))
    return rng.normal(size=(n, len(scales))) * scales @ turn + 3.0


def test_along_the_axes_variance_is_one_and_axes_are_strangers():
    white = whiten(cloud()).apply(cloud())
    assert np.allclose(np.cov(white, rowvar=False), np.eye(3), atol=1e-9)


def test_the_way_back_is_exact_and_axes_come_largest_first():
    whitening = whiten(cloud())
    assert np.allclose(whitening.undo(whitening.apply(cloud())), cloud())
    assert (np.diff(whitening.scale) < 0).all()


def test_axes_that_hardly_vary_are_left_out_of_data():
    assert whiten(cloud(), least_share=1e-2).n_axes == 2
    assert whiten(cloud(), most=1).n_axes == 1
    assert whiten(cloud(3)).n_axes == 2, "three points span a plane"


def test_the_share_is_that_of_the_variance():
    rows = cloud()
    share = whiten(rows, most=1).share
    values = np.linalg.eigvalsh(np.cov(rows, rowvar=False))
    assert share == pytest.approx(values[-1] / values.sum())


def test_an_axis_has_a_sign_that_does_not_depend_on_the_order_of_points():
    rows = cloud()
    assert np.allclose(whiten(rows).axes, whiten(rows[::-1]).axes)


@pytest.mark.parametrize("rows", [np.ones((5, 2)), np.ones((1, 2)), np.full((4, 2), np.nan)])
def test_points_without_a_spread_are_refused(rows):
    with pytest.raises(TimbrespaceError):
        whiten(rows)
