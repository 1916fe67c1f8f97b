"""Distances: equal to the reference implementation, zero for the same, growing with noise."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.distances import (
    log_spectral_distance_db,
    mel_distance_db,
    multi_resolution_stft,
)

RATE_HZ = 22_050


def pair(noise, seed=0, n=9000):
    rng = np.random.default_rng(seed)
    time_s = np.arange(n) / RATE_HZ
    source = np.sin(2 * np.pi * 440 * time_s) * np.exp(-3 * time_s) + 0.01 * rng.normal(size=n)
    heard = source + noise * rng.normal(size=n)
    return source.astype(np.float32), heard.astype(np.float32)


@pytest.mark.parametrize("noise", [0.003, 0.1, 1.0])
@pytest.mark.parametrize("n", [3000, 9000])
def test_the_same_number_as_auraloss(noise, n):
    torch = pytest.importorskip("torch")
    freq = pytest.importorskip("auraloss.freq")
    source, heard = pair(noise, n=n)
    theirs = freq.MultiResolutionSTFTLoss()(
        torch.from_numpy(heard)[None, None], torch.from_numpy(source)[None, None]
    )
    assert multi_resolution_stft(source, heard) == pytest.approx(float(theirs), abs=1e-3)


DISTANCES = {
    "stft": multi_resolution_stft,
    "mel": lambda a, b: mel_distance_db(a, b, RATE_HZ),
    "log spectral": log_spectral_distance_db,
}


@pytest.mark.parametrize("name", DISTANCES)
def test_nothing_between_a_sound_and_itself_and_more_with_more_noise(name):
    distance = DISTANCES[name]
    source, _ = pair(0)
    assert distance(source, source) == 0
    grown = [distance(*pair(noise)) for noise in (0.001, 0.01, 0.1, 1.0)]
    assert grown == sorted(grown)
    assert grown[0] > 0


@pytest.mark.parametrize("name", ["mel", "log spectral"])
def test_a_change_of_level_is_its_own_size_in_db(name):
    noise = np.random.default_rng(0).normal(size=9000).astype(np.float32)
    assert DISTANCES[name](noise, 10 ** (-6 / 20) * noise) == pytest.approx(6.0, abs=0.05)


@pytest.mark.parametrize("name", ["mel", "log spectral"])
def test_what_lies_below_the_range_does_not_count(name):
    source, _ = pair(0)
    assert DISTANCES[name](source, source + np.float32(1e-9)) < 0.01
    assert np.isnan(DISTANCES[name](np.zeros(9000, np.float32), source))
