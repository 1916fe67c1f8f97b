from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.splits import random_split
from timbrespace.surrogates.sweeps import (
    DRAG_STEPS,
    POSITIONS,
    Drag,
    Sweep,
    leakage,
    run_drags,
    run_sweeps,
)


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


def test_a_drag_glides_there_and_back(tone_surrogate, tone_meter, tone_points):
    test = random_split(700).test
    about = tone_surrogate, tone_meter, tone_points, test
    (drag,) = run_drags(*about, n_starts=2, words=("loudness_lufs",))
    assert drag.wanted.shape == drag.shares.shape == (2, 2 * DRAG_STEPS + 1)
    assert drag.wanted.min() >= 0 and drag.wanted.max() <= 1
    np.testing.assert_allclose(drag.wanted, drag.wanted[:, ::-1])
    assert drag.step(100) < 0.3 and drag.jump < 0.05 and drag.still < 0.1
    assert drag.error < 0.03 and drag.hysteresis < 0.03


def test_figures_of_a_drag():
    wanted = np.array([[0.0, 0.1, 0.2, 0.1, 0.0]])
    shares = np.array([[0.0, 0.0, 0.3, 0.2, 0.0]])
    drag = Drag("a", wanted, shares, np.array([[0.0, 3.0, 1.0, 2.0]]))
    assert drag.still == 0.25 and drag.jump == pytest.approx(0.3)
    assert drag.error == pytest.approx(0.1) and drag.step(100) == 3.0
    # There it had 0 at the second place, back 0.2.
    assert drag.hysteresis == pytest.approx(0.0) and drag.step(50) == 1.5
    nothing = Drag("a", wanted, np.full((1, 5), np.nan), np.zeros((1, 4)))
    assert all(np.isnan(x) for x in (nothing.still, nothing.jump, nothing.error))
