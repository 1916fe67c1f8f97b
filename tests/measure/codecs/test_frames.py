"""Transforms: perfect where nothing is left out, better the more is kept."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.codecs.frames import fit_dct, fit_pca
from timbrespace.measure.waveform import si_sdr_db

FITS = {"dct": fit_dct, "pca": fit_pca}


def sounds(n=3, length=9000):
    rng = np.random.default_rng(0)
    walks = np.cumsum(rng.normal(size=(n, length)), axis=1)
    walks -= np.linspace(0, 1, length) * walks[:, -1:]
    return [(walk / np.abs(walk).max()).astype(np.float32) for walk in walks]


@pytest.mark.parametrize("name", FITS)
def test_all_coefficients_at_many_bits_give_the_sound_back(name):
    first, *_ = heard = sounds()
    carried = FITS[name](heard, 1.0, 16).carry(first, 22_050)
    assert carried.audio.shape == first.shape
    assert si_sdr_db(first, carried.audio) > 60


@pytest.mark.parametrize("name", FITS)
def test_more_coefficients_come_nearer_and_cost_more(name):
    first, *rest = sounds()
    carried = [FITS[name](rest, density, 8).carry(first, 22_050) for density in (0.02, 0.1, 0.5)]
    ratios = [si_sdr_db(first, each.audio) for each in carried]
    assert ratios == sorted(ratios)
    assert [c.n_bits for c in carried] == sorted(c.n_bits for c in carried)


@pytest.mark.parametrize("name", FITS)
def test_the_rate_is_the_density_times_the_bits(name):
    first, *rest = sounds()
    carried = FITS[name](rest, 0.25, 8).carry(first, 22_050)
    assert carried.n_bits / len(first) == pytest.approx(2.0, rel=0.1)
    assert 0 < carried.n_coded_bits < carried.n_bits


def test_components_beat_cosines_where_frames_are_alike():
    """On one tone, two components hold all of it."""
    tone = np.sin(2 * np.pi * 3000 * np.arange(9000) / 22_050).astype(np.float32)
    density = 2 / 256
    assert si_sdr_db(tone, fit_pca([tone], density, 12).carry(tone, 22_050).audio) > 20
    assert si_sdr_db(tone, fit_dct([tone], density, 12).carry(tone, 22_050).audio) < 1
