"""To a file: the same samples as by hand, and errors that help."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from tests.live.world import ToneVoice, rendered
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.live.engine import Engine
from timbrespace.live.to_file import render_to_file


def engine():
    made = Engine(ToneVoice(), inline=True)
    made.apply({"do": "play"})
    made.apply({"do": "latent", "dim": "pitch", "value": 1.0, "at_s": 0.2})
    return made


def test_what_is_written_is_what_is_rendered_to_the_sample(tmp_path):
    path = tmp_path / "played.wav"
    written = render_to_file(engine(), path, 0.50001, coding="float")
    assert written.n_samples == 24_000
    sound, rate = soundfile.read(path, dtype="float32")
    assert rate == 48_000
    np.testing.assert_array_equal(sound.T, rendered(engine(), 24_000, 512))


def test_the_same_script_gives_the_same_bytes(tmp_path):
    for name in ("one.wav", "two.wav"):
        render_to_file(engine(), tmp_path / name, 0.3)
    assert (tmp_path / "one.wav").read_bytes() == (tmp_path / "two.wav").read_bytes()


def test_errors_help(tmp_path):
    with pytest.raises(TimbrespaceError, match="no samples"):
        render_to_file(engine(), tmp_path / "a.wav", 0)
    with pytest.raises(TimbrespaceError, match="no folder"):
        render_to_file(engine(), tmp_path / "nowhere" / "a.wav", 1)
    with pytest.raises(TimbrespaceError, match="no name of a WAV"):
        render_to_file(engine(), tmp_path / "a.flac", 1)
    job = Job("render")
    job.cancel()
    with pytest.raises(Cancelled):
        render_to_file(engine(), tmp_path / "a.wav", 1, job=job)
    assert not list(tmp_path.iterdir())
