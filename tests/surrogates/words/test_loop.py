"""A word that a voice is asked for: it comes where the surrogate is right, and else does not."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from tests.surrogates import analysis_world as toy
from tests.surrogates.words.world import BLOCK, yes_or_no
from timbrespace.surrogates import meter
from timbrespace.surrogates.words import loop as loops
from timbrespace.surrogates.words.files import as_plain, from_plain
from timbrespace.surrogates.words.slider import make_slider
from timbrespace.surrogates.words.surrogate import WithOwnWords
from timbrespace.surrogates.words.word import fit_word

VOICE = SimpleNamespace(
    id="toy:one", model_hash="hash", sample_rate=16_000, hop=320, delay_samples=0
)


@pytest.fixture(scope="module")
def wobbly():
    word, rows = yes_or_no()
    return fit_word(word, rows, [BLOCK])


def heard(monkeypatch, of):
    """The meter reads off latents what ``of`` makes of them."""
    reading = lambda self, z, job=None, n_threads=None: SimpleNamespace(values=of(z))  # noqa: E731
    monkeypatch.setattr(meter.Meter, "read_all", reading)


def asked(word, points):
    base = toy.ToySurrogate()
    surrogate = WithOwnWords(base, [make_slider(base, word, points)])
    return loops.close_loop(surrogate, "wobbly", VOICE, points, n_requests=30)


@pytest.mark.parametrize("given", [None, "points"])
def test_what_the_surrogate_knows_comes(monkeypatch, wobbly, given):
    heard(monkeypatch, toy.truth)
    found = asked(wobbly, toy.points() if given else None)
    assert found.comes and found.spearman > 0.9 and found.n == 30
    assert found.low <= found.spearman <= found.high
    assert "it comes" in found.sentence()


@pytest.mark.parametrize("constant", [True, False])
def test_what_has_nothing_to_do_with_it_does_not_come(monkeypatch, wobbly, constant):
    rng = np.random.default_rng(3)

    def other(z):
        return toy.truth(np.zeros_like(z) if constant else rng.standard_normal(z.shape))

    heard(monkeypatch, other)
    found = asked(wobbly, toy.points())
    assert not found.comes and "does not come" in found.sentence()


def test_a_voice_that_does_not_bring_it_about_has_no_slider(wobbly):
    base, points = toy.ToySurrogate(), toy.points()
    good = loops.WordLoop("toy:one", "hash", 0.93, 0.9, 0.95, 40)
    word = make_slider(base, replace(wobbly, loops=(good,)), points).word
    assert (word.closed_loop, word.problem) == (0.93, "")
    bad = replace(good, spearman=0.1)
    word = make_slider(base, replace(wobbly, loops=(bad,)), points).word
    assert word.closed_loop == 0.1 and "does not come" in word.problem
    elsewhere = replace(bad, voice_hash="another")
    word = make_slider(base, replace(wobbly, loops=(elsewhere,)), points).word
    assert (word.closed_loop, word.problem) == (None, "")


def test_it_is_kept_with_the_word_until_that_is_fitted_anew(wobbly):
    found = loops.WordLoop("toy:one", "hash", 0.93, 0.9, 0.95, 40)
    plain = as_plain(replace(wobbly, loops=(found,)))
    assert from_plain(plain).loops == (found,)
    del plain["loops"]
    assert from_plain(plain).loops == ()
    word, rows = yes_or_no()
    assert fit_word(replace(word, loops=(found,)), rows, [BLOCK]).loops == ()


def test_a_strangers_figure_has_to_be_one():
    plain = vars(loops.WordLoop("toy:one", "hash", 0.93, 0.9, 0.95, 40))
    for wrong in (7.0, float("nan"), "high"):
        with pytest.raises(ValueError):
            loops.from_plain({**plain, "spearman": wrong})
