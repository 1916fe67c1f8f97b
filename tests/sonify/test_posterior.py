"""Twin of ``sonify/posterior.py``."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.voice import SineVoice
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.sonify.posterior import posterior_of


def test_frames_that_are_silent_when_held_are_left_out_and_it_is_said():
    voice = SineVoice()
    home = posterior_of(voice)
    assert len(home.frames) == 270 and (home.frames[:, 1] > 0).all()
    assert "300 of them were held; 270" in home.said
    usual = {tuple(frame) for frame in voice.usual().tolist()}
    assert {tuple(frame) for frame in home.frames.tolist()} <= usual


def test_soft_frames_are_left_out_too():
    class Soft(SineVoice):
        def usual(self):
            frames = super().usual()
            frames[1, 1] = 1e-2
            return frames

    assert len(posterior_of(Soft()).frames) == 269


def test_no_more_are_held_than_was_said():
    assert len(posterior_of(SineVoice(), n_held=50).frames) <= 50


def test_a_voice_without_frames_has_its_prior_and_that_is_said():
    class Bare(SineVoice):
        def usual(self):
            return None

    home = posterior_of(Bare())
    assert "prior" in home.said and np.isfinite(home.frames).all()


def test_a_voice_that_is_hardly_ever_heard_is_refused():
    class Mute(SineVoice):
        def usual(self):
            return np.zeros((100, 2), np.float32)

    with pytest.raises(TimbrespaceError, match="only 0 can be heard"):
        posterior_of(Mute())


def test_it_can_be_stopped():
    job = Job("sonify")
    job.cancel()
    with pytest.raises(Cancelled):
        posterior_of(SineVoice(), job=job)
