"""The next sound to mark is one that settles many others, and not one like the last."""

from __future__ import annotations

import numpy as np

from tests.surrogates.words.world import BLOCK, sounds, wobble, yes_or_no
from timbrespace.surrogates.words.features import fit_scaler
from timbrespace.surrogates.words.marks import targets
from timbrespace.surrogates.words.model import fit_model
from timbrespace.surrogates.words.reliability import concordance
from timbrespace.surrogates.words.teaching import suggest


def test_each_is_named_once_and_gains_are_shares():
    word, rows = yes_or_no(20)
    model = fit_model("logistic", rows, targets(word.marks), [BLOCK])
    lessons = suggest(model, model.scaler, rows, sounds(50, seed=3), n=8)
    assert len({lesson.row for lesson in lessons}) == 8
    assert all(0 < lesson.gain < 1 and lesson.spread > 0 for lesson in lessons)
    assert len(suggest(model, model.scaler, rows, sounds(3, seed=3), n=8)) == 3


def test_a_copy_of_what_was_chosen_is_worth_less():
    word, rows = yes_or_no(20)
    model = fit_model("logistic", rows, targets(word.marks), [BLOCK])
    others = sounds(40, seed=3)
    first = suggest(model, model.scaler, rows, others, n=1)[0].row
    twice = np.concatenate([others, others[first : first + 1]])
    chosen = [lesson.row for lesson in suggest(model, model.scaler, rows, twice, n=3)]
    assert len({first, 40} & set(chosen)) == 1


def test_without_a_model_sounds_are_spread_out():
    rows = np.concatenate([np.tile(sounds(1), (30, 1)), sounds(6, seed=4)])
    chosen = suggest(None, fit_scaler(rows, [BLOCK]), rows[:0], rows, n=5)
    assert sum(lesson.row < 30 for lesson in chosen) <= 2
    assert all(lesson.value == 0.5 for lesson in chosen)


def test_what_is_suggested_teaches_more_than_what_is_not():
    """Over several beginnings: five suggested marks against the five that gain least."""
    pool, test = sounds(150, seed=1), sounds(300, seed=2)
    truth, asked = wobble(pool, 0.0) > 50, (wobble(test, 0.0) > 50).astype(float)
    won = []
    for seed in range(6):
        held = np.random.default_rng(seed).permutation(150)[:6]
        if len(set(truth[held])) < 2:
            continue
        scores = []
        model = fit_model("logistic", pool[held], truth[held].astype(float), [BLOCK])
        free = np.setdiff1d(np.arange(150), held)
        order = [x.row for x in suggest(model, model.scaler, pool[held], pool[free], n=144)]
        for rows in (order[:5], order[-5:]):
            more = np.concatenate([held, free[rows]])
            after = fit_model("logistic", pool[more], truth[more].astype(float), [BLOCK])
            scores.append(concordance(asked, after.values(test)))
        won.append(scores[0] - scores[1])
    assert np.mean(won) > 0
