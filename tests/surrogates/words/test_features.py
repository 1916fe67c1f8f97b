"""Features are scaled alike: units, gaps and sizes of blocks do not matter."""

from __future__ import annotations

import numpy as np

from tests.surrogates.words.world import BLOCK, sounds
from timbrespace.surrogates.words.features import BLOCK_VARIANCE, Block, fit_scaler


def test_units_do_not_matter():
    rows = sounds()
    other = rows * [2.0, 0.1, 7.0, 1.0] + [5.0, 0.0, -3.0, 0.0]
    np.testing.assert_allclose(
        fit_scaler(rows, [BLOCK]).apply(rows), fit_scaler(other, [BLOCK]).apply(other), atol=1e-9
    )


def test_frequencies_count_in_octaves():
    rows = sounds()
    octave_up = rows * [1, 1, 1, 2]
    scaler = fit_scaler(rows, [BLOCK])
    moved = (scaler.apply(octave_up) - scaler.apply(rows))[:, 3]
    np.testing.assert_allclose(moved, moved[0])


def test_every_block_weighs_the_same():
    rng = np.random.default_rng(0)
    wide = Block("toy:1", tuple(f"d{i}" for i in range(200)))
    rows = np.column_stack([sounds(500), rng.standard_normal((500, 200))])
    scaled = fit_scaler(rows, [BLOCK, wide]).apply(rows)
    np.testing.assert_allclose(scaled[:, :4].var(axis=0).sum(), BLOCK_VARIANCE, rtol=0.2)
    np.testing.assert_allclose(scaled[:, 4:].var(axis=0).sum(), BLOCK_VARIANCE, rtol=0.2)


def test_gaps_and_what_never_changes_say_nothing():
    rows = sounds()
    rows[5, 1] = np.nan
    rows[:, 2] = 7.0
    rows[:, 0] = np.nan
    scaled = fit_scaler(rows, [BLOCK]).apply(rows)
    assert np.isfinite(scaled).all()
    assert scaled[5, 1] == 0 and not scaled[:, 2].any() and not scaled[:, 0].any()


def test_slopes_are_those_of_what_is_applied():
    rows = sounds()
    scaler = fit_scaler(rows, [BLOCK])
    step = 1e-5 * np.abs(rows[:1])
    for k in range(4):
        moved = rows[:1].copy()
        moved[0, k] += step[0, k]
        rise = (scaler.apply(moved) - scaler.apply(rows[:1]))[0, k] / step[0, k]
        np.testing.assert_allclose(scaler.slopes(rows[:1])[0, k], rise, rtol=1e-3)
