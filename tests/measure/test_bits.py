"""Quantisers: what they keep, what they cost."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.bits import Quantiser, kbit_s


def latents(n=2000, dims=3, seed=0):
    return np.random.default_rng(seed).normal(size=(n, dims)).astype(np.float32)


def test_a_cd_takes_what_it_takes():
    assert kbit_s(2 * 16 * 44_100, 44_100, 44_100) == pytest.approx(1411.2)


@pytest.mark.parametrize("bits", [1, 4, 8, 12])
def test_inside_the_range_no_number_moves_by_more_than_half_a_step(bits):
    rows = latents()
    quantiser = Quantiser.fit([rows], bits)
    step = (quantiser.high - quantiser.low) / (2**bits - 1)
    clipped = np.clip(rows, quantiser.low, quantiser.high)
    assert (np.abs(quantiser.round(rows) - clipped) <= step / 2 + 1e-5).all()
    assert quantiser.bits_per_frame == 3 * bits


def test_rounding_twice_is_rounding_once():
    quantiser = Quantiser.fit([latents()], 4)
    once = quantiser.round(latents(seed=1))
    np.testing.assert_array_equal(quantiser.round(once), once)


def test_a_dim_that_never_moves_costs_nothing():
    rows = latents()
    rows[:, 1] = 0.25
    quantiser = Quantiser.fit([rows], 8)
    assert quantiser.bits_per_frame == 16
    np.testing.assert_array_equal(quantiser.round(rows)[:, 1], 0.25)


def test_an_entropy_coder_saves_on_peaks_and_nothing_on_even_numbers():
    even = np.random.default_rng(0).random((20_000, 1)).astype(np.float32)
    peaked = latents(20_000, 1) ** 3
    for rows, most, least in ((even, 4.01, 3.95), (peaked, 2.0, 0.1)):
        quantiser = Quantiser.fit([rows], 4)
        each = quantiser.coded_bits(quantiser.codes(rows)) / len(rows)
        assert least < each < most


def test_coding_other_sounds_than_those_counted_is_possible_and_dearer():
    seen, other = latents(), 3 * latents(seed=1)
    quantiser = Quantiser.fit([seen], 6)
    assert quantiser.coded_bits(quantiser.codes(other)) > quantiser.coded_bits(
        quantiser.codes(seen)
    )


def test_latents_on_a_lattice_are_recognised_and_kept():
    codes = np.random.default_rng(0).integers(0, 5, (400, 4))
    rows = (codes / 2 - 1).astype(np.float32)
    quantiser = Quantiser.of_lattice([rows], 4 * np.log2(5))
    np.testing.assert_array_equal(quantiser.codes(rows), codes)
    assert quantiser.bits_per_frame == pytest.approx(4 * np.log2(5))
    assert Quantiser.of_lattice([latents()], 4 * np.log2(5)) is None


def test_few_bits_do_not_reach_for_the_last_of_a_long_tail():
    rows = latents(5000, 1) ** 3
    reach = [np.ptp([q.low, q.high]) for q in (Quantiser.fit([rows], bits) for bits in (3, 12))]
    assert reach[0] < reach[1] / 2
    assert reach[1] == pytest.approx(np.ptp(rows))
