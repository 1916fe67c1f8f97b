from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.splits import random_split
from timbrespace.surrogates.sweeps import POSITIONS, Sweep, leakage, run_sweeps


@pytest.fixture(scope="module")
def sweeps(tone_surrogate, tone_meter, tone_points):
    return run_sweeps(tone_surrogate, tone_meter, tone_points, random_split(700).test, n_starts=4)


def test_sliders_rise_and_cover_their_range(sweeps):
    for sweep in sweeps[:2]:
        assert sweep.shares.shape == (4, POSITIONS, 3)
        assert sweep.monotonicity > 0.95
        assert sweep.travel[sweep.own] == pytest.approx(1.0, abs=0.15)


def test_what_hangs_on_other_dims_hardly_moves(sweeps):
    # The ear weighs the high partial more, so that loudness hangs on the share too, a little.
    moved = leakage(sweeps)
    assert moved.shape == (len(sweeps), 3)
    assert moved[0, 1] < 0.45 and moved[1, 0] < 0.45


def test_figures_of_a_sweep():
    shares = np.array([[[0.0, 0.5], [0.5, 0.5], [0.45, 0.5], [1.0, np.nan]]])
    sweep = Sweep("a", np.arange(4.0), shares, 0)
    assert sweep.monotonicity == pytest.approx(2 / 3)
    np.testing.assert_allclose(sweep.travel, [1.0, 0.0])
    silent = Sweep("a", np.arange(4.0), np.full((2, 4, 2), np.nan), 0)
    assert np.isnan(silent.monotonicity) and np.isnan(silent.travel).all()
