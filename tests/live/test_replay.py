"""Trajectories on the frames of the voice that plays them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.world import LinearSurrogate, ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.live.matching import usual_of
from timbrespace.live.replay import frames_for
from timbrespace.live.stage import Stage
from timbrespace.live.trajectory import Passage


def line(voice, n=100, begin_s=0.0, **words):
    """Pitch rises, level stays."""
    frame_s = voice.hop / voice.sample_rate
    latents = np.stack([np.linspace(0, 0.5, n), np.full(n, 0.3)], axis=1).astype(np.float32)
    held = {name: np.full(n, value) for name, value in words.items()}
    return Passage(usual_of(voice), begin_s + frame_s * np.arange(n), latents, held)


def test_the_same_voice_gets_the_very_frames():
    voice = ToneVoice()
    passage = line(voice, begin_s=0.123)
    frames, said = frames_for(Stage(voice), [passage])
    np.testing.assert_allclose(frames, passage.latents, atol=1e-6)
    assert said == ["the latents as they are"]


def test_a_voice_of_other_frames_takes_as_long():
    voice, other = ToneVoice(), ToneVoice("other", sample_rate=16_000, hop=320)
    passage = line(voice)
    frames, _ = frames_for(Stage(other), [passage])
    length_s = passage.time_s[-1] - passage.time_s[0]
    assert len(frames) * 0.02 == pytest.approx(length_s, abs=0.02)
    np.testing.assert_allclose(np.diff(frames[:, 0]), 0.02 / length_s * 0.5, atol=1e-5)


def test_by_words_the_words_are_reached_and_glide():
    voice = ToneVoice()
    stage = Stage(voice, LinearSurrogate(voice))
    passage = line(ToneVoice("other"), height=20.0)
    passage.words["height"][50:] = 40.0
    frames, said = frames_for(stage, [passage], by="words", smooth_ms=20)
    assert frames[49, 0] == pytest.approx(0.2) and frames[-1, 0] == pytest.approx(0.4, abs=1e-4)
    assert 0.2 < frames[51, 0] < 0.3 and said == ["by words: height"]


def test_passages_follow_each_other():
    voice = ToneVoice()
    first, second = line(voice, 50), line(voice, 50, begin_s=50 * voice.hop / voice.sample_rate)
    frames, _ = frames_for(Stage(voice), [first, second])
    np.testing.assert_allclose(frames[:50], first.latents, atol=1e-6)
    np.testing.assert_allclose(frames[50:], second.latents, atol=1e-6)


def test_what_cannot_be_replayed_is_said():
    stage = Stage(ToneVoice())
    with pytest.raises(TimbrespaceError, match="no word"):
        frames_for(stage, [line(ToneVoice(), height=1.0)], by="words")
    with pytest.raises(TimbrespaceError, match="no frames"):
        frames_for(stage, [])
