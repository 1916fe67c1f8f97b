"""Batches of effected sounds: their styles, their order, and what is told of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.train.effects.tiny import STYLE  # noqa: E402
from tests.train.tones import tones  # noqa: E402
from timbrespace.errors import TimbrespaceError  # noqa: E402
from timbrespace.train.effects.making import Making  # noqa: E402
from timbrespace.train.model import Progress  # noqa: E402

X = torch.from_numpy(tones(6, STYLE.drawn, STYLE.sample_rate))


def made_at(step: int, seed: int = 0, **options):
    torch.manual_seed(seed)
    return Making(STYLE).batch(X, Progress(0, step, 100), **options)


def test_twice_gives_each_style_to_two_sounds_and_each_sound_two_styles():
    made = made_at(1, twice=True)
    assert made.wet.shape == (12, STYLE.segment)
    assert np.array_equal(made.keys[:6], made.keys[6:])
    assert np.array_equal(made.dry[:6], np.roll(made.dry[6:], 1, axis=0))


def test_steps_go_on_in_the_deck_and_the_same_step_gives_the_same_sounds():
    first, second = made_at(0), made_at(1)
    assert not set(first.keys) & set(second.keys) - {-1}
    assert np.array_equal(first.wet, made_at(0).wet)


def test_held_out_styles_come_from_the_generator_alone_and_are_others():
    def held(seed):
        torch.manual_seed(seed)
        return Making(STYLE).batch(X, None)

    one, again = held(1), held(1)
    assert np.array_equal(one.wet, again.wet)
    assert not np.array_equal(one.wet, held(2).wet)


def test_the_check_tells_of_every_effect_and_of_dry_sounds():
    making = Making(STYLE)
    told = making.check([making.batch(X, Progress(0, step, 9)) for step in range(2)])
    assert told["difference_db/overdrive"] > told["audible_above_db"]
    assert told["inaudible_share/dry"] == 1.0
    assert told["n_checked/overdrive"] + told["n_checked/dry"] == 12


def test_an_effect_that_is_not_there_is_named():
    with pytest.raises(TimbrespaceError, match="overdrift"):
        Making(replace(STYLE, effects=("overdrift",)))
