"""The panel's drawings: right shapes, right places, and the same in any blocks."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.audio.picture import draw, peaks, range_hz, spectrogram

RATE = 48_000


def _tone(hz, n=RATE, level=0.5):
    return (level * np.sin(2 * np.pi * hz * np.arange(n) / RATE)).astype(np.float32)


@settings(max_examples=25, deadline=None)
@given(size=st.integers(50, 30_000), n=st.integers(1, 60_000), channels=st.integers(1, 3))
def test_any_blocks_draw_the_same(size, n, channels):
    audio = np.random.default_rng(n).standard_normal((channels, n)).astype(np.float32)
    whole = draw([audio], RATE, n, n_peaks=50, frames=40, bins=32)
    blocks = [audio[:, at : at + size] for at in range(0, n, size)]
    parts = draw(blocks, RATE, n, n_peaks=50, frames=40, bins=32)
    np.testing.assert_array_equal(parts.levels, whole.levels)
    assert parts.peaks.min() == whole.peaks.min() and parts.peaks.max() == whole.peaks.max()
    np.testing.assert_allclose(whole.peaks.min(), audio.min())


@given(st.integers(1, 900), st.integers(1, 200))
def test_there_are_always_as_many_pairs_as_asked(n, pairs):
    got = peaks([np.linspace(-1, 1, n, dtype=np.float32)[None]], pairs)
    assert got.shape == (pairs, 2)
    assert (got[:, 0] <= got[:, 1]).all()
    assert (np.diff(got[:, 0]) >= 0).all()  # a rising ramp rises


def test_a_click_is_drawn_where_it_is():
    audio = np.zeros((1, 3 * RATE), np.float32)
    audio[0, 2 * RATE] = 1.0
    pairs = peaks([audio], 300)
    assert pairs[:, 1].argmax() == pytest.approx(200, abs=1)
    levels = spectrogram(audio, RATE, frames=300)
    assert levels.sum(axis=1).argmax() == pytest.approx(200, abs=2)


@pytest.mark.parametrize("hz", [100, 440, 2_000, 8_000, 15_000])
def test_a_tone_is_drawn_at_its_height(hz):
    low_hz, high_hz = range_hz(RATE)
    levels = spectrogram(_tone(hz), RATE, bins=128)
    mel = 2595 * np.log10(1 + np.array([hz, low_hz, high_hz]) / 700)
    wanted = 127 * (mel[0] - mel[1]) / (mel[2] - mel[1])
    assert levels[len(levels) // 2].argmax() == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize("level", [1.0, 1e-3, 2e-5])
def test_loudest_is_white_whatever_the_level(level):
    loud, quiet = spectrogram(_tone(700), RATE), spectrogram(_tone(700, level=level), RATE)
    assert loud.max() == quiet.max() == 255
    assert np.abs(loud.astype(int) - quiet).max() <= 1


def test_forty_of_eighty_decibels_are_half_way():
    sound = np.concatenate([_tone(1_000), _tone(1_000, level=0.005)])
    levels = spectrogram(sound, RATE, frames=100)
    column = levels[25].argmax()
    assert levels[75, column] == pytest.approx(255 / 2, abs=2)
    coarse = spectrogram(sound, RATE, frames=100, floor_db=-30.0)
    assert coarse[75].max() == 0


@pytest.mark.parametrize("n", [0, 1, 10, 480, 4_800])
def test_short_and_silent_sounds_are_drawn_too(n):
    assert not spectrogram(np.zeros(n, np.float32), RATE).any()
    assert peaks([np.zeros((1, n), np.float32)]).shape == (800, 2)


@pytest.mark.parametrize("rate", [8_000, 22_050, 192_000])
def test_every_band_hears_something(rate):
    noise = np.random.default_rng(0).standard_normal(rate).astype(np.float32)
    levels = spectrogram(noise, rate, bins=128)
    assert levels.shape[0] <= 400 and levels.shape[1] == 128
    assert levels.mean(axis=0).min() > 128


def test_it_is_quick():
    sound = np.random.default_rng(0).standard_normal((2, 2 * RATE)).astype(np.float32)
    draw([sound], RATE, 2 * RATE)
    spent_s = []
    for _ in range(9):
        began_s = time.process_time()
        draw([sound], RATE, 2 * RATE)
        spent_s.append(time.process_time() - began_s)
    assert min(spent_s) < 0.06  # of all cores; about 0.02 s alone
