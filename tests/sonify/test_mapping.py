"""Twin of ``sonify/mapping.py``."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from tests.sonify.world import rows
from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.mapping import WORDS, fit_words
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.surrogates.opening import find_surrogate


@pytest.fixture(scope="module")
def surrogate():
    voice = open_voice("stream:bells")
    found = find_surrogate(voice)
    assert found.voice_hash == voice.model_hash
    assert set(WORDS) <= {word.name for word in found.words if not word.problem}
    return found


def data():
    return rows(40, 6).latents


def test_the_first_axis_plays_the_first_word_upwards(surrogate):
    made = fit_words(data(), surrogate)
    assert made.words == WORDS
    wanted = made.wanted(data())
    axis = made.data.apply(data())
    for k in range(len(WORDS)):
        assert spearmanr(axis[:, k], wanted[:, k]).statistic > 0.999


def test_the_surrogate_says_that_the_latents_sound_so(surrogate):
    made = fit_words(data(), surrogate, ["brightness"])
    spoken = surrogate.predict(made.apply(data()).astype(np.float64))[0]
    heard = spoken[:, surrogate.names.index("brightness")]
    assert spearmanr(made.wanted(data())[:, 0], heard).statistic > 0.95


def test_words_are_asked_for_within_what_the_voice_reaches(surrogate):
    made = fit_words(data(), surrogate, ["brightness"])
    word = next(word for word in surrogate.words if word.name == "brightness")
    wanted = made.wanted(100 * data())
    assert word.low - 5 < wanted.min() < wanted.max() < word.high + 5


def test_a_word_that_there_is_not_is_an_error_that_names_those_there_are(surrogate):
    with pytest.raises(TimbrespaceError, match="brightness"):
        fit_words(data(), surrogate, ["wetness"])
    with pytest.raises(TimbrespaceError, match="timbrespace surrogate"):
        fit_words(data(), None)
