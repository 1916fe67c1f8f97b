"""What comes back is found again; what does not is at chance."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.evidence.returning import came_back

RNG = np.random.default_rng(0)
SENT = RNG.normal(size=(40, 6))
QUICK = {"n_permutations": 99, "n_bootstraps": 200}


def test_the_same_is_all_there():
    back = came_back(SENT, SENT, range(40), **QUICK)
    assert back.r2.value == back.found.value == 1.0
    assert back.correlation.value == pytest.approx(1.0) and back.p == pytest.approx(0.01)
    assert back.chance == 1 / 40


def test_the_mean_is_worth_nothing_and_found_by_chance():
    back = came_back(SENT, np.tile(SENT.mean(axis=0), (40, 1)), range(40), **QUICK)
    assert back.r2.value == pytest.approx(0.0, abs=1e-9) and back.correlation.value == 0.0
    assert back.found.value <= 2 / 40 and back.p > 0.05


def test_another_scale_keeps_the_order_but_not_the_values():
    back = came_back(SENT, 3 * SENT + 1, range(40), **QUICK)
    assert back.correlation.value == pytest.approx(1.0) and back.r2.value < 0


def test_noise_takes_away_by_degrees():
    noise = RNG.normal(size=SENT.shape)
    found = [came_back(SENT, SENT + s * noise, range(40), **QUICK) for s in (0.1, 0.7, 20)]
    assert [f.found.value for f in found] == sorted((f.found.value for f in found), reverse=True)
    assert found[0].r2.value > found[1].r2.value > found[2].r2.value
    assert found[1].r2.low <= found[1].r2.value <= found[1].r2.high


def test_intervals_are_over_groups():
    groups = np.arange(40) // 10
    back = came_back(SENT, SENT + RNG.normal(size=SENT.shape), groups, **QUICK)
    assert back.n_groups == 4 and back.n_items == 40


def test_other_shapes_are_refused():
    with pytest.raises(TimbrespaceError, match="can't be compared"):
        came_back(SENT, SENT[:, :2], range(40))
    with pytest.raises(TimbrespaceError, match="can't be compared"):
        came_back(SENT[:2], SENT[:2], range(2))
