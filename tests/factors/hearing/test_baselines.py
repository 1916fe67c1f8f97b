"""The simple ways do what they are called after."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.factors.hearing.baselines import cross_fade, envelope_transfer
from timbrespace.factors.hearing.measures import envelope_distance_db, level_db


@pytest.fixture
def source():
    return np.random.default_rng(0).normal(0, 0.05, 12_000).astype(np.float32)


@pytest.fixture
def donor():
    bright = np.diff(np.random.default_rng(1).normal(0, 0.05, 9001))
    return bright.astype(np.float32)


def test_an_envelope_transfer_takes_on_the_donor_s_colour(source, donor):
    moved = envelope_transfer(source, donor)
    assert len(moved) == len(source)
    before = envelope_distance_db(source, donor)
    assert envelope_distance_db(moved, donor) < 0.4 * before


def test_a_cross_fade_of_a_sound_with_itself_is_itself(source):
    mixed = cross_fade(source, source)
    assert np.allclose(mixed[100:-100], source[100:-100], atol=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_cross_fade_brings_the_donor_to_the_source_s_level(source, donor, share):
    loud = donor * 10
    mixed = cross_fade(source, loud, share)
    assert len(mixed) == len(source)
    assert abs(level_db(mixed[: len(donor)]) - level_db(source)) < 4


def test_short_sounds_are_no_trouble():
    short = np.full(100, 0.1, np.float32)
    assert len(envelope_transfer(short, short)) == 100
    assert len(cross_fade(short, np.zeros(50, np.float32))) == 100
