"""Mel frames as components, phase by iteration."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.codecs.mel_pca import fit_mel_pca, griffin_lim
from timbrespace.measure.distances import mel_distance_db
from timbrespace.measure.spectra import magnitudes

RATE_HZ = 22_050


def chords(n=4, seconds=1.0):
    time_s = np.arange(int(RATE_HZ * seconds)) / RATE_HZ
    rng = np.random.default_rng(0)
    return [
        sum(np.sin(2 * np.pi * f * time_s) for f in rng.uniform(100, 4000, 3)).astype(np.float32)
        for _ in range(n)
    ]


def test_griffin_lim_finds_a_sound_with_these_magnitudes():
    (chord,) = chords(1)
    wanted = magnitudes(chord, 1024, 256)
    heard = magnitudes(griffin_lim(wanted, 256, len(chord)), 1024, 256)
    assert np.linalg.norm(heard - wanted) < 0.15 * np.linalg.norm(wanted)


@pytest.mark.parametrize(("n_dims", "hop", "kept"), [(16, 256, 16), (8, 16, 80), (128, 65_536, 2)])
def test_as_many_numbers_a_second_as_the_space_makes(n_dims, hop, kept):
    codec = fit_mel_pca(chords(), RATE_HZ, n_dims, hop, 8)
    assert codec.axes.shape == (80, kept)
    assert 256 <= codec.hop <= 1024


def test_more_components_sound_nearer():
    first, *rest = chords()
    carried = [fit_mel_pca(rest, RATE_HZ, k, 256, 8).carry(first, RATE_HZ) for k in (1, 24)]
    distances = [mel_distance_db(first, each.audio, RATE_HZ) for each in carried]
    assert distances[1] < distances[0]
    assert carried[0].audio.shape == first.shape
