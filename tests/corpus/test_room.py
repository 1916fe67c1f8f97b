"""The synthetic room does what its numbers say."""

import numpy as np
import pytest

from timbrespace.corpus.room import room_response


def response(seed=0, rate=16_000, **options):
    told = {"decay_s": 0.5, "room_m": 5.0} | options
    return room_response(np.random.default_rng(seed), rate, **told)


@pytest.mark.parametrize("decay_s", [0.2, 0.5, 1.2])
def test_it_falls_by_60_db_in_the_time_given(decay_s):
    slopes = []
    for seed in range(5):
        heard = response(seed, decay_s=decay_s).astype(np.float64)
        # Energy still to come (Schroeder 1965), from -5 to -25 dB below that of the late part.
        left_db = 10 * np.log10(np.cumsum(heard[:0:-1] ** 2)[::-1])
        left_db -= left_db[0]
        first, last = (int(np.argmax(left_db < level)) for level in (-5, -25))
        slopes.append(20 / ((last - first) / 16_000))
    assert 60 / np.mean(slopes) == pytest.approx(decay_s, rel=0.25)


@pytest.mark.parametrize("wet_db", [-20, 0, 6])
def test_what_is_reflected_has_the_energy_given(wet_db):
    heard = response(wet_db=wet_db).astype(np.float64)
    assert heard[0] == 1
    assert 10 * np.log10(np.sum(heard[1:] ** 2)) == pytest.approx(wet_db, abs=0.01)


def test_the_seed_decides_where_one_stands():
    assert np.array_equal(response(3), response(3))
    assert not np.array_equal(response(3), response(4))


def test_a_room_shorter_than_its_first_reflection_is_dry():
    assert response(rate=100, decay_s=0.02).shape == (2,)
