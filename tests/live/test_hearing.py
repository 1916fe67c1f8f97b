"""Words measured of sounds and of latents, the user's own ones too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.live.world import LinearSurrogate, ToneVoice
from timbrespace.live.hearing import Hearing
from timbrespace.surrogates.holding import hold_for
from timbrespace.surrogates.words.slider import Slider
from timbrespace.surrogates.words.surrogate import WithOwnWords

NAMES = ("pitch_hz", "loudness_lufs")


@pytest.fixture
def voice():
    return ToneVoice(base_hz=440.0)


def test_latents_are_decoded_and_not_foretold(voice):
    surrogate = LinearSurrogate(voice, names=NAMES)
    found = Hearing(surrogate).of_latents(
        voice, np.array([[0.0, 0.4], [1.0, 0.2]], np.float32), hold_for(voice)
    )
    np.testing.assert_allclose(found[:, 0], [440, 880], rtol=0.01)
    # BS.1770: a full sine on one channel is -3.01 LUFS; the surrogate would say 24 and 12.
    np.testing.assert_allclose(found[:, 1], 20 * np.log10([0.4, 0.2]) - 3.0, atol=0.7)


def test_what_cannot_be_measured_says_why_and_is_no_number(voice):
    surrogate = LinearSurrogate(voice, names=("height", "probe:nobody=fitted"))
    hearing = Hearing(surrogate)
    assert set(hearing.lacking) == {"height", "probe:nobody=fitted"}
    assert all(hearing.lacking.values())
    found = hearing.of_latents(voice, np.full((1, 2), 0.3, np.float32), hold_for(voice))
    assert np.isnan(found[0, :2]).all()


class Halved:
    """A word of one's own: half the pitch, or half of what nobody can measure."""

    kind = "ridge"

    def __init__(self, reads):
        self.dims = (reads,)

    def scores(self, held):
        return held[:, 0] / 2

    def slopes(self, held):
        return np.full_like(held, 0.5)

    def linked(self, scores):
        return scores


class Own:
    def __init__(self, reads):
        self.reads = reads

    def player(self):
        return Halved(self.reads)

    def scaled(self, values):
        return values


def slider(base, name, reads):
    word = replace(base.words[0], name=name)
    column = np.array([base.names.index(reads)], np.intp)
    return Slider(Own(reads), column, 1.0, 0.0, 0.0, word, 1.0)


def test_own_words_are_made_of_what_was_measured(voice):
    base = LinearSurrogate(voice, names=("pitch_hz", "probe:nobody=fitted"))
    sliders = [slider(base, "low", "pitch_hz"), slider(base, "odd", "probe:nobody=fitted")]
    hearing = Hearing(WithOwnWords(base, sliders))
    assert hearing.names[-2:] == ("low", "odd")
    assert "probe:nobody=fitted" in hearing.lacking["odd"] and "low" not in hearing.lacking
    found = hearing.of_latents(voice, np.array([[0.0, 0.4]], np.float32), hold_for(voice))[0]
    assert found[-2] == pytest.approx(220, rel=0.01) and np.isnan(found[-1])
