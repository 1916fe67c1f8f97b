"""What moves alike is followed; what stands still, or moves otherwise, is not."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.evidence.following import followed, together
from timbrespace.sonify.paths import resampled

RNG = np.random.default_rng(0)
RUNS = [np.cumsum(RNG.normal(size=(50 + 10 * k, 4)), axis=0) for k in range(12)]
QUICK = {"n_bootstraps": 100}


def test_level_scale_and_rate_do_not_matter():
    found = followed(RUNS, [3 * run + 7 for run in RUNS], range(12), **QUICK)
    assert found.correlation.value == pytest.approx(1.0)
    slower = followed(RUNS, [resampled(run, 400) for run in RUNS], range(12), **QUICK)
    assert slower.correlation.value > 0.95


def test_another_items_movement_is_not_its_own():
    found = followed(RUNS, RUNS, range(12), **QUICK)
    assert found.other < 0.6 < found.correlation.low
    swapped = followed(RUNS, RUNS[::-1], range(12), **QUICK)
    assert swapped.correlation.value < 0.6


def test_dims_count_as_much_as_they_move():
    a = np.stack([np.sin(np.arange(64) / 5), 0.001 * RNG.normal(size=64)], axis=1)
    b = np.stack([a[:, 0], RNG.normal(size=64)], axis=1)
    assert together(a, b) > 0.99


def test_what_stands_still_is_followed_by_nothing():
    assert together(np.ones((64, 3)), RNG.normal(size=(64, 3))) == 0.0
    assert together(RNG.normal(size=(64, 3)), np.ones((64, 3))) == 0.0


def test_intervals_are_over_groups():
    noisy = [run + 5 * RNG.normal(size=run.shape) for run in RUNS]
    found = followed(RUNS, noisy, [k // 4 for k in range(12)], **QUICK)
    assert (found.n_items, found.n_groups) == (12, 3)
    assert found.correlation.low <= found.correlation.value <= found.correlation.high


def test_other_items_are_refused():
    with pytest.raises(TimbrespaceError, match="can't be compared"):
        followed(RUNS, RUNS[1:], range(12))
