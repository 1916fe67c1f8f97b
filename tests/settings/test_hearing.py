"""Settings become sound as the effect itself makes it."""

from __future__ import annotations

import numpy as np

from tests.settings.world import LENGTH_S, sound
from timbrespace.effects.opening import open_effect
from timbrespace.settings.clip import RATE_HZ, clip_of
from timbrespace.settings.embeddings import open_embedding
from timbrespace.settings.hearing import heard, listened, rendered

THETA = np.array([[0.1, 0.0, 0.5], [0.9, 0.0, 0.5], [0.1, 0.9, 0.5]], np.float32)


def test_each_row_is_the_effect_under_those_settings():
    effect, clip = open_effect("overdrive"), clip_of(sound(), RATE_HZ, "burst", LENGTH_S)
    made = rendered(effect, clip, THETA)
    for row, theta in zip(made, THETA, strict=True):
        alone = effect.apply(clip.samples[None, None], theta[None].astype(np.float64), RATE_HZ)
        np.testing.assert_array_equal(row, alone[0, 0])


def test_what_is_heard_is_what_the_sounds_are():
    effect, clip = open_effect("overdrive"), clip_of(sound(), RATE_HZ, "burst", LENGTH_S)
    embedding = open_embedding("timbre")
    found = heard(effect, clip, THETA, embedding)
    again = listened(rendered(effect, clip, THETA), embedding)
    np.testing.assert_array_equal(found.latents, again.latents)
    brightness = found.descriptors[:, 1]
    assert brightness[2] < brightness[0]  # muffled


def test_sounds_that_are_no_numbers_are_heard_as_silence():
    broken = np.full((1, RATE_HZ), np.nan, np.float32)
    assert np.isfinite(listened(broken, open_embedding("timbre")).latents).all()
