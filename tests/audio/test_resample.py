"""Other rates, in any blocks; one channel from many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.audio.resample import Resampler, to_mono

RATES = [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000]


@settings(max_examples=40, deadline=None)
@given(
    from_hz=st.sampled_from(RATES),
    to_hz=st.sampled_from(RATES),
    cuts=st.lists(st.integers(0, 6_000), max_size=6),
    channels=st.integers(1, 3),
)
def test_any_blocks_give_the_same_samples(from_hz, to_hz, cuts, channels):
    audio = np.random.default_rng(0).standard_normal((channels, 6_000)).astype(np.float32)
    whole = Resampler(from_hz, to_hz, channels).push(audio, last=True)
    resampler = Resampler(from_hz, to_hz, channels)
    edges = [0, *sorted(cuts), 6_000]
    pieces = [resampler.push(audio[:, a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    pieces.append(resampler.push(np.zeros((channels, 0), np.float32), last=True))
    joined = np.concatenate(pieces, axis=1)
    assert joined.shape == whole.shape
    assert abs(whole.shape[1] - 6_000 * to_hz / from_hz) <= 1
    np.testing.assert_allclose(joined, whole, atol=1e-5)


@pytest.mark.parametrize("to_hz", [16_000, 44_100, 96_000])
def test_a_tone_stays_where_and_what_it_is(to_hz):
    time_s = np.arange(48_000) / 48_000
    tone = np.sin(2 * np.pi * 1_000 * time_s)[None].astype(np.float32)
    got = Resampler(48_000, to_hz).push(tone, last=True)[0]
    wanted = np.sin(2 * np.pi * 1_000 * np.arange(len(got)) / to_hz)
    inner = slice(to_hz // 50, -to_hz // 50)
    np.testing.assert_allclose(got[inner], wanted[inner], atol=1e-4)


def test_what_is_too_high_is_gone():
    tone = np.sin(2 * np.pi * 15_000 * np.arange(48_000) / 48_000)[None].astype(np.float32)
    got = Resampler(48_000, 16_000).push(tone, last=True)
    assert np.abs(got[:, 400:-400]).max() < 1e-4


def test_equal_rates_pass_untouched():
    audio = np.random.default_rng(0).standard_normal((2, 100)).astype(np.float32)
    assert Resampler(48_000, 48_000, 2).push(audio, last=True) is audio


def test_another_channel_count_is_refused():
    with pytest.raises(ValueError, match=r"expected a block \(2, T\)"):
        Resampler(48_000, 16_000, 2).push(np.zeros((1, 100), np.float32))


def test_mono_is_the_mean_and_never_clips():
    audio = np.random.default_rng(0).uniform(-1, 1, (6, 500)).astype(np.float32)
    mono = to_mono(audio)
    assert mono.shape == (1, 500) and mono.dtype == np.float32
    np.testing.assert_allclose(mono[0], audio.mean(axis=0), atol=1e-6)
    assert to_mono(mono) is mono
