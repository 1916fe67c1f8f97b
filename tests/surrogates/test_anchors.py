from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.anchors import MOST, Anchors
from timbrespace.surrogates.inverse import Wish
from timbrespace.surrogates.runtime import LearnedSurrogate
from timbrespace.surrogates.scaling import Scaling


def wish(value, near, stay=1.0):
    return Wish(np.array([0]), np.array([value]), np.asarray(near, float), stay)


def test_the_point_with_the_word_wins_and_of_two_the_nearer():
    latents = np.array([[0.0, 0.0], [3.0, 0.0], [-1.0, 0.0], [0.1, 0.0]])
    words = np.array([[0.0], [2.0], [2.0], [np.nan]])
    anchors = Anchors(latents, words, np.zeros(1))
    assert anchors.best(wish(2.0, [2.0, 0.0]))[0] == 1
    assert anchors.best(wish(2.0, [-0.5, 0.0]))[0] == 2
    # Who weighs the distance more, stays.
    assert anchors.best(wish(2.0, [0.0, 0.0], stay=1e5))[0] == 0


def test_what_differs_from_decode_to_decode_costs():
    anchors = Anchors(np.zeros((1, 2)), np.zeros((1, 1)), np.array([0.3]))
    assert anchors.best(wish(0.0, [0.0, 0.0])) == (0, pytest.approx(0.3))


def test_where_no_point_has_the_word_none_is_better_than_anything():
    anchors = Anchors(np.zeros((2, 2)), np.full((2, 1), np.nan), np.zeros(1))
    assert anchors.best(wish(0.0, [0.0, 0.0]))[1] == np.inf


def test_repeats_say_how_much_noise_there_is(tone_points):
    from dataclasses import replace

    plain = Scaling(np.zeros(3), np.ones(3), np.zeros(3, bool))
    rows = np.arange(len(tone_points.latents))
    still = Anchors.arrays(tone_points, rows, plain, plain)
    assert (still["anchor.noise"] == 0).all() and len(still["anchor.words"]) <= MOST
    rng = np.random.default_rng(0)
    first = tone_points.values[:200, None]
    noisy = replace(tone_points, repeats=first + 0.5 * rng.standard_normal((200, 1, 3)))
    found = Anchors.arrays(noisy, rows, plain, plain)["anchor.noise"]
    # Of a pair, each is half as wide as their difference: here one of the two is the truth.
    np.testing.assert_allclose(found, 0.5 * 0.25, rtol=0.3)


def test_a_measured_point_is_asked_where_networks_are_unsure(tone_surrogate):
    """Networks that know nothing: with points they answer, without they do not."""
    unsure = dict(tone_surrogate.arrays)
    last = max(name for name in unsure if name.startswith("forward.") and "weight" in name)
    unsure[last] = np.zeros_like(unsure[last])
    unsure[last.replace("weight", "bias")] = np.zeros_like(unsure[last.replace("weight", "bias")])
    about = (
        tone_surrogate.voice, tone_surrogate.voice_hash, tone_surrogate.dims, tone_surrogate.words,
    )  # fmt: skip
    without = {k: v for k, v in unsure.items() if not k.startswith("anchor.")}
    word = tone_surrogate.words[0]
    value = word.low + 0.15 * (word.high - word.low)
    wanted = {"loudness_lufs": value}
    blind = LearnedSurrogate(*about, without).invert(wanted, np.zeros(3))
    seeing = LearnedSurrogate(*about, unsure).invert(wanted, np.zeros(3))
    assert not blind.reached["loudness_lufs"] and seeing.reached["loudness_lufs"]
    assert seeing.predicted["loudness_lufs"] == pytest.approx(value, abs=0.5)
    assert seeing.spread["loudness_lufs"] < 0.01
