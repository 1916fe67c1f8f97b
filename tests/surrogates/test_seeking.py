from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.seeking import PACE
from timbrespace.surrogates.splits import random_split

STARTS = 8


@pytest.mark.parametrize("name", ["loudness_lufs", "centroid_hz"])
def test_a_hundredth_of_a_slider_is_a_small_step_and_never_a_leap(
    tone_surrogate, tone_points, name
):
    k = tone_surrogate.names.index(name)
    word = tone_surrogate.words[k]
    anchors = tone_surrogate.arrays["anchor.latents"]
    test = tone_points.latents[random_split(700).test].astype(float)
    shares = word.share(tone_surrogate.predict(test)[0][:, k])
    # At its ends the word hardly changes with the latents, and a hundredth is a long way.
    inside = (shares > 0.15) & (shares < 0.85)
    for z, at in zip(test[inside][:STARTS], shares[inside][:STARTS].tolist(), strict=True):
        for i in range(1, 25):
            value = float(word.at(at + (0.01 if at < 0.5 else -0.01) * i))
            answer = tone_surrogate.invert({name: value}, z)
            step = (answer.latent - z) / tone_surrogate.latent_scaling.scale
            assert 0.0 < np.linalg.norm(step) < 0.01 * PACE + 0.1
            assert word.share(answer.predicted[name]) == pytest.approx(word.share(value), abs=0.01)
            z = answer.latent
        # Between points, not on them.
        here = tone_surrogate.latent_scaling.standard(z)
        assert np.linalg.norm(anchors - here, axis=1).min() > 1e-3


def test_a_drag_there_and_back_ends_where_it_began(tone_surrogate):
    begin = z = np.array([0.2, -0.3, 0.1])
    word = tone_surrogate.words[0]
    at = float(word.share(tone_surrogate.predict(z)[0][0, 0]))
    for i in [*range(1, 20), *range(18, -1, -1)]:
        z = tone_surrogate.invert({"loudness_lufs": float(word.at(at + 0.01 * i))}, z).latent
    assert np.linalg.norm((z - begin) / tone_surrogate.latent_scaling.scale) < 0.3


def test_what_is_said_of_an_answer_is_what_is_foretold_of_its_place(tone_surrogate):
    for value in (-45.0, -38.0, -30.0):
        answer = tone_surrogate.invert({"loudness_lufs": value}, np.zeros(3))
        said, spread = (each[0] for each in tone_surrogate.predict(answer.latent))
        assert list(answer.predicted.values()) == pytest.approx(said.tolist())
        assert list(answer.spread.values()) == pytest.approx(spread.tolist())
