"""Effects take turns, settings are even, and any stretch can be dealt alone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.train.effects.toys import Gain, Tilt
from timbrespace.train.effects.dealing import ROUND, Deck, as_rows

EFFECTS = (Gain(), Tilt())


def test_effects_take_turns_and_come_equally_often():
    chosen = [style.effect for style in Deck(EFFECTS, run=4).deal(0, 24)]
    assert chosen == ([0] * 4 + [1] * 4 + [2] * 4) * 2


def test_settings_of_each_effect_are_even():
    deck = Deck(EFFECTS, run=8, dry=False)
    theta = np.stack([s.theta for s in deck.deal(0, 512) if s.effect == 1])
    assert theta.shape == (256, 2)
    assert np.abs(theta.mean(axis=0) - 0.5).max() < 0.02
    counts = np.stack([np.histogram(column, 8, (0, 1))[0] for column in theta.T])
    assert counts.min() >= 24 and counts.max() <= 40


def test_no_setting_comes_twice_even_after_a_round():
    deck = Deck(EFFECTS[:1], run=8, dry=False)
    theta = np.concatenate([style.theta for style in deck.deal(0, 2 * ROUND)])
    assert len(np.unique(theta)) == 2 * ROUND


@pytest.mark.parametrize("start", [0, 5, 40, 8 * ROUND])
def test_a_stretch_is_what_it_was_in_the_whole(start):
    whole, alone = Deck(EFFECTS, run=4).deal(0, start + 6)[start:], Deck(EFFECTS, run=4)
    for one, other in zip(whole, alone.deal(start, 6), strict=True):
        assert (one.effect, one.key) == (other.effect, other.key)
        assert np.array_equal(one.theta, other.theta)


def test_another_seed_deals_other_settings_of_the_same_effects():
    one, other = (Deck(EFFECTS, seed=seed).deal(0, 8) for seed in (0, 1))
    assert [s.effect for s in one] == [s.effect for s in other]
    assert not np.array_equal(one[0].theta, other[0].theta)


def test_only_dry_sounds_share_a_key():
    keys = [style.key for style in Deck(EFFECTS, run=4).deal(0, 24)]
    assert keys.count(-1) == 8 and len(set(keys)) == 17


def test_rows_are_filled_up_with_what_is_no_number():
    rows = as_rows(Deck(EFFECTS, run=1).deal(0, 3), 2)
    assert np.isnan(rows).tolist() == [[False, True], [False, False], [True, True]]
