"""Points of a voice that brings no frames: of the prior, unless somebody names sounds."""

from __future__ import annotations

import numpy as np
import pytest

from tests.surrogates.tone_voice import ToneVoice
from timbrespace.api.surrogating import without_sounds
from timbrespace.api.voice_points import points_for

WORDS = ("loudness_lufs", "centroid_hz")


class Deaf(ToneVoice):
    """Brings no frames, and hears nothing."""

    def usual(self):
        return None


class Hearing(Deaf):
    """What it hears lies far from where its prior does, and close together."""

    def encode(self, audio, sample_rate):
        n = max(1, round(audio.shape[1] / sample_rate * self.sample_rate / self.hop))
        draw = np.random.default_rng(n).standard_normal((n, 3))
        return (np.array([4.0, -4.0, 0.0]) + 0.1 * draw).astype(np.float32)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))


def test_points_are_drawn_where_sounds_lie(sounds):
    points, learned = points_for(Hearing(), WORDS, n_points=60, sounds=sounds)
    assert (points.draw, learned) == ("posterior", False)
    assert np.median(points.latents, axis=0) == pytest.approx([4.0, -4.0, 0.0], abs=0.3)


@pytest.mark.parametrize("voice", [Hearing(), Deaf()])
def test_without_sounds_the_prior_stands_in(voice):
    points, _ = points_for(voice, WORDS, n_points=60)
    assert points.draw == "prior"
    assert np.median(points.latents, axis=0) == pytest.approx([0.0, 0.0, 0.0], abs=0.6)


def test_a_voice_that_hears_nothing_has_only_the_prior(sounds):
    assert points_for(Deaf(), WORDS, n_points=60, sounds=sounds)[0].draw == "prior"


def test_a_voice_that_brings_frames_keeps_to_them(sounds):
    named = points_for(ToneVoice(), WORDS, n_points=60, sounds=sounds)[0]
    assert np.array_equal(named.latents, points_for(ToneVoice(), WORDS, n_points=60)[0].latents)


def test_what_is_missing_is_said_before_anything_is_learned(tmp_path):
    said = without_sounds(Hearing(), "posterior", None)
    assert "drawn from the prior" in said and "--sounds FOLDER" in said
    assert "--sounds" not in without_sounds(Deaf(), "posterior", None)
    for voice, draw, named in (
        (ToneVoice(), "posterior", None), (Hearing(), "sobol", None),
        (Hearing(), "posterior", tmp_path),
    ):  # fmt: skip
        assert without_sounds(voice, draw, named) == ""
