"""Meters: a known tone reads as it should, whatever the blocks."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.live.meters import FLOOR_DB, Meters


@pytest.mark.parametrize("block", [64, 480, 4_800])
def test_a_sine_of_half_scale(block):
    t = np.arange(96_000) / 48_000
    sound = np.stack([0.5 * np.sin(2 * np.pi * 1_000 * t), 0 * t]).astype(np.float32)
    meters = Meters(2, 48_000)
    for begin in range(0, 96_000, block):
        meters.see(sound[:, begin : begin + block])
    assert meters.peak_db[0] == pytest.approx(-6.02, abs=0.05)
    assert meters.rms_db[0] == pytest.approx(-9.03, abs=0.1)
    assert meters.peak_db[1] == meters.rms_db[1] == FLOOR_DB


def test_peaks_fall_by_24_db_a_second():
    meters = Meters(1, 48_000)
    meters.see(np.ones((1, 1), np.float32))
    for _ in range(100):
        meters.see(np.zeros((1, 480), np.float32))
    assert meters.peak_db[0] == pytest.approx(-24, abs=0.1)
