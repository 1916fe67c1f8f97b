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
    assert made.words == {"height": 99, "loudness": 10, "unheard of": 1}
    assert stage.held(made.words) == {"height": 50, "loudness": 10}
    assert stage.waiting(made.words) == {"unheard of": 1}
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
    moved = stage.move(stage.start, {"height": 1})
    assert moved.latents is stage.start.latents and stage.waiting(moved.words) == {"height": 1}


def test_words_without_a_slider_say_why(stage):
    with pytest.raises(TimbrespaceError, match="undefined here.*It plays: height, loudness"):
        stage.word("attack_s")


def test_a_player_who_comes_keeps_the_words(stage):
    origin = Stage(ToneVoice("other", dims=("a", "b", "c")))
    stand, said = stage.adopt(
        origin.place(Stand(np.zeros(3, np.float32), {"height": 5, "glow": 1}))
    )
    assert stage.held(stand.words) == {"height": 5} and "waiting for a voice" in said
    stand, said = stage.adopt(origin.place(Stand(np.full(3, 0.25, np.float32))))
    np.testing.assert_allclose(stand.latents, stage.usual.mean, atol=1e-6)
    assert "2 of 3 dims" in said and "too few words in common" in said


def told_by(name, *names):
    voice = ToneVoice(name, dims=(f"{name} 0", f"{name} 1"))
    return Stage(voice, LinearSurrogate(voice, names=names))


def test_without_words_a_player_who_comes_sounds_as_before_and_holds_nothing():
    origin, taken = told_by("a", "brightness", "depth"), told_by("b", "depth", "brightness")
    place = origin.place(Stand(np.array([0.1, 0.4], np.float32), {"glow": 3.0}))
    assert place.sounds == pytest.approx({"brightness": 10.0, "depth": 24.0})
    stand, said = taken.adopt(place)
    # By order it would be (0.1, 0.4): but depth is the first dim here, and brightness the second.
    np.testing.assert_allclose(stand.latents, [0.24, 10 / 60], atol=1e-6)
    assert stand.words == {"glow": 3.0} and stand.reached == {}
    assert "brightness, depth; no word is held" in said


def test_by_one_word_alone_no_sound_is_told():
    origin, taken = told_by("a", "brightness", "depth"), told_by("b", "depth", "height")
    stand, said = taken.adopt(origin.place(Stand(np.array([0.1, 0.4], np.float32))))
    np.testing.assert_allclose(stand.latents, [0.1, 0.4], atol=1e-6)
    assert "by order" in said
