"""A space as a codec."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.codecs.space import SpaceCodec, quantised
from timbrespace.measure.waveform import si_sdr_db

from ..fakes import Coarse, Lagging


def sound(seed=0, n=4000):
    return (0.3 * np.random.default_rng(seed).normal(size=n)).astype(np.float32)


@pytest.mark.parametrize("delay", [0, 160, 33])
def test_a_stated_delay_is_undone(delay):
    source = sound()
    carried = SpaceCodec(Lagging(delay_samples=delay)).carry(source, 8000)
    assert carried.audio.shape == source.shape
    assert si_sdr_db(source, carried.audio) > 80


def test_floats_cost_32_bits_and_quantised_numbers_what_is_said():
    space, source = Lagging(n_dims=4), sound()
    assert SpaceCodec(space).carry(source, 8000).n_bits == 250 * 4 * 32
    codec = quantised(space, [sound(1)], 8000, bits=6)
    carried = codec.carry(source, 8000)
    assert carried.n_bits == 250 * 4 * 6
    assert carried.n_coded_bits < carried.n_bits


def test_more_bits_come_nearer():
    source = sound()
    ratios = [
        si_sdr_db(source, quantised(Lagging(), [sound(1)], 8000, bits).carry(source, 8000).audio)
        for bits in (2, 4, 8)
    ]
    assert ratios == sorted(ratios)


def test_a_space_that_quantises_by_itself_is_taken_at_its_word():
    space, source = Coarse(n_dims=4), sound()
    codec = quantised(space, [sound(seed, 20_000) for seed in (1, 2)], 8000, bits=8)
    carried = codec.carry(source, 8000)
    assert carried.n_bits == pytest.approx(250 * 4 * np.log2(5))
    assert carried.n_coded_bits < carried.n_bits
    straight = SpaceCodec(space).carry(source, 8000)
    np.testing.assert_array_equal(carried.audio, straight.audio)
    assert "its own levels" in codec.title


def test_a_space_at_another_rate_comes_back_at_that_of_the_sound():
    time_s = np.arange(16_000) / 16_000
    tone = (0.5 * np.sin(2 * np.pi * 300 * time_s)).astype(np.float32)
    carried = SpaceCodec(Lagging(delay_samples=48)).carry(tone, 16_000)
    assert carried.audio.shape == tone.shape
    assert si_sdr_db(tone[500:-500], carried.audio[500:-500]) > 40
