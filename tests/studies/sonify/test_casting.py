"""Voices: named, given, or trained; one that can't be had is no error."""

from __future__ import annotations

import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.studies import Options
from timbrespace.studies.sonify import casting
from timbrespace.studies.sonify.casting import cast_voices
from timbrespace.studies.sonify.sizes import FULL


def test_a_voice_that_is_given_is_taken(tmp_path):
    options = Options(tmp_path, voice="stream:bells")
    bells, speech = cast_voices(options, FULL, Job("study"))
    assert speech.place == "stream:bells" and speech.cast.name == "speech"
    assert bells.place == "stream:bells"


def test_no_speech_is_said_and_no_error(tmp_path):
    bells, speech = cast_voices(Options(tmp_path), FULL, Job("study"))
    assert bells.place and not speech.place
    assert "is not in this run. There is no speech" in speech.said


def test_a_stop_is_no_missing_voice(tmp_path, monkeypatch):
    def stopped(*_):
        raise Cancelled

    monkeypatch.setattr(casting, "_role", stopped)
    with pytest.raises(Cancelled):
        cast_voices(Options(tmp_path), FULL, Job("study"))
