"""The audible-difference check: what it hears, and that it only tells."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.train.effects.difference import RANGE_DB, differences_db, figures

BANDS = np.random.default_rng(0).uniform(0.01, 1, (4, 6, 9)).astype(np.float32)


def test_a_sound_does_not_differ_from_itself_at_any_level():
    assert np.abs(differences_db(BANDS, BANDS)).max() == 0
    assert np.abs(differences_db(BANDS, 0.001 * BANDS)).max() < 1e-3


def test_more_change_is_more_difference():
    def tilted(db):
        return BANDS * (10 ** (np.linspace(0, -db, 6) / 10))[:, None].astype(np.float32)

    told = [differences_db(BANDS, tilted(db)).mean() for db in (0.0, 3.0, 12.0)]
    assert told[0] < told[1] < told[2]


def test_silence_around_a_sound_says_nothing():
    wet = BANDS * np.linspace(0.2, 1, 6)[:, None].astype(np.float32)
    longer = [np.pad(each, ((0, 0), (0, 0), (0, 40))) for each in (BANDS, wet)]
    assert np.allclose(differences_db(*longer), differences_db(BANDS, wet))


def test_what_fell_silent_differs_as_far_as_is_looked_and_no_further():
    silent = differences_db(BANDS, np.zeros_like(BANDS))
    assert np.isfinite(silent).all() and (0 <= silent).all() and (silent <= RANGE_DB).all()


def test_each_effect_is_told_of_with_what_could_not_be_heard():
    wet = np.array([[0.1], [0.1], [0.0], [0.2]], np.float32)
    told = figures(["gain", "tilt", "never"], np.array([0, 0, 1, 1]),
                   np.array([0.1, 3.0, 40.0, 4.0]), wet)  # fmt: skip
    assert told["inaudible_share/gain"] == 0.5 and told["silent_share/gain"] == 0
    assert told["silent_share/tilt"] == 0.5
    assert told["difference_db/tilt"] == pytest.approx(22.0)
    assert not any(name.endswith("never") for name in told)
