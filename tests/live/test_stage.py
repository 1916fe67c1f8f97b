"""A voice with its words: reach, failure, and what a player brings along."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.world import LinearSurrogate, ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.live.history import Stand
from timbrespace.live.stage import Stage


@pytest.fixture
def stage():
    voice = ToneVoice()
    return Stage(voice, LinearSurrogate(voice))


def test_a_surrogate_of_another_voice_is_refused():
    with pytest.raises(TimbrespaceError, match="was learned from 'test:other'"):
        Stage(ToneVoice(), LinearSurrogate(ToneVoice("other")))


def test_words_are_clamped_to_their_reach_and_that_is_said(stage):
    made = stage.move(stage.start, {"height": 99, "loudness": 10, "unheard of": 1})
    assert made.words == {"height": 50, "loudness": 10}
    assert made.reached == {"height": False, "loudness": True}
    np.testing.assert_allclose(made.latents, [0.5, 10 / 60], atol=1e-6)


@pytest.mark.parametrize("answer", ["raise", "nan"])
def test_a_surrogate_that_fails_moves_nothing(stage, answer):
    class Broken(LinearSurrogate):
        def invert(self, wanted, near, *, stay=1.0):
            if answer == "raise":
                raise FloatingPointError("overflow")
            found = super().invert(wanted, near)
            found.latent[0] = np.nan
            return found

    broken = Stage(stage.voice, Broken(stage.voice))
    with pytest.raises(TimbrespaceError, match="surrogate"):
        broken.move(broken.start, {"height": 10})


def test_without_words_there_are_only_latents():
    stage = Stage(ToneVoice())
    assert stage.predicted(stage.start.latents) == []
    with pytest.raises(TimbrespaceError, match="timbrespace surrogate test:tone"):
        stage.word("height")
    assert stage.move(stage.start, {"height": 1}).words == {}


def test_words_without_a_slider_say_why(stage):
    with pytest.raises(TimbrespaceError, match="undefined here.*It plays: height, loudness"):
        stage.word("attack_s")


def test_a_player_who_comes_keeps_the_words(stage):
    origin = Stage(ToneVoice("other", dims=("a", "b", "c"))).usual
    stand, said = stage.adopt(Stand(np.zeros(3, np.float32), {"height": 5, "glow": 1}), origin)
    assert stand.words == {"height": 5} and "no glow" in said
    stand, said = stage.adopt(Stand(np.full(3, 0.25, np.float32)), origin)
    np.testing.assert_allclose(stand.latents, stage.usual.mean, atol=1e-6)
    assert "2 of 3 dims" in said
