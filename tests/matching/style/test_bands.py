from __future__ import annotations

import numpy as np
import pytest

from timbrespace.matching.sound import STYLE_HZ
from timbrespace.matching.style import bands

TIME_S = np.arange(2 * STYLE_HZ) / STYLE_HZ


def noise(seed=0):
    return np.random.default_rng(seed).normal(size=len(TIME_S)).astype(np.float32)


def test_a_tone_colours_its_own_band():
    low, high = (
        bands.colour(bands.band_levels(np.sin(2 * np.pi * f * TIME_S).astype(np.float32)))[:48]
        for f in (300.0, 5_000.0)
    )
    assert low.argmax() < high.argmax()


@pytest.mark.parametrize("rate_hz", [1.5, 5.0, 18.0])
def test_a_tremolo_moves_at_its_own_rate(rate_hz):
    plain = noise()
    moving = plain * (1 + 0.9 * np.sin(2 * np.pi * rate_hz * TIME_S)).astype(np.float32)
    rise = bands.movement(bands.band_levels(moving)) - bands.movement(bands.band_levels(plain))
    edges = bands.MODULATION_EDGES_HZ
    found = rise.reshape(bands.N_GROUPS, -1).mean(axis=0).argmax()
    assert edges[max(found - 1, 0)] <= rate_hz <= edges[min(found + 2, len(edges) - 1)]


def test_a_compressed_sound_has_its_frames_nearer_together():
    swelling = noise() * np.geomspace(1e-2, 1, len(TIME_S)).astype(np.float32)
    squeezed = np.sign(swelling) * np.sqrt(np.abs(swelling))
    wide, narrow = (bands.dynamics(bands.band_levels(x)) for x in (swelling, squeezed))
    assert narrow[1] > wide[1]


def test_a_sound_that_dies_slowly_falls_slowly():
    struck = noise() * np.exp(-(TIME_S % 0.5) * 30).astype(np.float32)
    ringing = noise() * np.exp(-(TIME_S % 0.5) * 6).astype(np.float32)
    fast, slow = (
        bands.slopes(bands.band_levels(x)).reshape(-1, 4)[:, 1].mean() for x in (struck, ringing)
    )
    assert fast < slow
