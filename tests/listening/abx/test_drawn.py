"""Twin of ``listening/abx/drawn.py``: whatever sounds there are, or why there are too few."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.drawn import MOST_S, drawn_trials
from timbrespace.listening.design import SHORTEST_S

from ..world import RATE_HZ, noise, tone

LABELS = ["a"] * 4 + ["b"] * 4


def drawn(read, n=3, labels=LABELS, **how):
    return drawn_trials(labels, range(len(labels)), read, n, condition="kind", **how)


def own(index):
    """Of each item, a tone of its own."""
    return tone(200 + 50 * index), RATE_HZ


def test_trials_are_of_two_labels_and_repeat_by_their_seed():
    heard = {tone(200 + 50 * i).tobytes(): label for i, label in enumerate(LABELS)}
    trials = drawn(own)
    for trial in trials:
        a, b, like_a, like_b = (heard[sound.tobytes()] for sound in trial.sounds.values())
        assert a == like_a != b == like_b
        assert trial.condition == "kind"
    again, other = drawn(own), drawn(own, seed=1)
    assert all(np.array_equal(x.a, y.a) for x, y in zip(trials, again, strict=True))
    assert not all(np.array_equal(x.a, y.a) for x, y in zip(trials, other, strict=True))


def test_short_sounds_get_silence_and_long_ones_end():
    def read(index):
        return noise(index, seconds=[0.05, 2 * MOST_S][index % 2]), RATE_HZ

    lengths_s = {
        sound.shape[1] / RATE_HZ for trial in drawn(read) for sound in trial.sounds.values()
    }
    assert lengths_s <= {SHORTEST_S, MOST_S}


def test_rates_and_channels_become_those_of_the_trial():
    def read(index):
        rate_hz = [RATE_HZ, RATE_HZ // 2][index % 2]
        return np.repeat(noise(index), [1, 2, 5][index % 3], axis=0), rate_hz

    for trial in drawn(read, 6):
        assert len({len(sound) for sound in trial.sounds.values()}) == 1
        assert len(trial.a) in (1, 2)


def test_what_can_not_be_heard_is_left_out_and_others_are_drawn():
    gone = {0, 5}

    def read(index):
        if index in gone:
            raise TimbrespaceError("It is gone.", "Look for it.")
        return own(index) if index != 1 else (np.zeros((1, RATE_HZ), np.float32), RATE_HZ)

    of = {tone(200 + 50 * i).tobytes(): i for i in range(8)}
    used = {of[sound.tobytes()] for trial in drawn(read) for sound in trial.sounds.values()}
    assert used <= set(range(8)) - gone - {1}


def test_where_hardly_anything_is_heard_it_is_said_why():
    def read(index):
        raise TimbrespaceError("It is gone.", "Look for it.")

    with pytest.raises(TimbrespaceError, match="Too few sounds can be heard: It is gone."):
        drawn(read)
