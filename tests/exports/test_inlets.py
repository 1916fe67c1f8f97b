"""Words as inlets."""

from __future__ import annotations

import numpy as np
import pytest

from tests.exports.world import WORDS, drawn_surrogate
from timbrespace.exports.inlets import SMOOTHING_MS, home, inlets
from timbrespace.live.desk import SMOOTH_MS
from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Word

DIMS = tuple(Dim(f"z{i}") for i in range(4))


def test_words_with_a_problem_get_none():
    assert [inlet.name for inlet in inlets(drawn_surrogate(DIMS))] == [
        "loudness_lufs", "brightness", "pitch_hz",
    ]  # fmt: skip


def test_the_four_best_known_words_are_asked_for_and_the_others_wait():
    free = {inlet.name: inlet.free for inlet in inlets(drawn_surrogate(DIMS))}
    assert free == {"loudness_lufs": False, "brightness": False, "pitch_hz": True}


def test_where_there_is_none_of_these_all_are_asked_for():
    own = (
        Word("wobbly", "Wobbly", "", 0.0, 1.0, 0.5),
        Word("pitch_hz", "P", "Hz", 99.0, 9e3, 0.5),
    )
    assert not any(inlet.free for inlet in inlets(drawn_surrogate(DIMS, words=own)))


def test_each_begins_where_the_voice_does_within_its_reach():
    surrogate = drawn_surrogate(DIMS)
    said = dict(zip(surrogate.names, surrogate.predict(home(surrogate)[None])[0][0], strict=True))
    for inlet in inlets(surrogate):
        assert inlet.low <= inlet.start <= inlet.high
        assert inlet.start == pytest.approx(np.clip(said[inlet.name], inlet.low, inlet.high))


def test_playing_begins_with_a_usual_frame_that_sounds():
    surrogate = drawn_surrogate(DIMS)
    frame = home(surrogate)
    assert frame.tolist() in np.asarray(surrogate.usual, float).tolist()
    loudness = surrogate.predict(np.asarray(surrogate.usual, float))[0][:, 0]
    (here,) = surrogate.predict(frame[None])[0][:, 0]
    assert np.median(loudness) <= here <= loudness.max()


def test_a_voice_without_loudness_begins_in_its_middle():
    surrogate = drawn_surrogate(DIMS, words=WORDS[1:])
    usual = np.asarray(surrogate.usual, float)
    far = np.linalg.norm((usual - usual.mean(axis=0)) / usual.std(axis=0), axis=1)
    assert np.array_equal(home(surrogate), usual[far.argmin()])


def test_the_help_says_what_it_is_and_how_far_it_goes():
    loudness, brightness, pitch = inlets(drawn_surrogate(DIMS))
    assert loudness.help == "Loudness in LUFS, -50 to -10"
    assert brightness.help == "Brightness, 20 to 70"
    assert pitch.help == "Pitch in Hz, 200 to 4000"
    assert WORDS[2].name not in (loudness.name, brightness.name, pitch.name)


def test_exports_glide_as_the_live_engine_does():
    assert SMOOTHING_MS == SMOOTH_MS
