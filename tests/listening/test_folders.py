"""A folder of folders is a test."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.folders import read_trials

from .world import RATE_HZ, noise, tone


def write(path, sound, rate=RATE_HZ):
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound.T, rate)


def test_each_folder_is_a_trial_in_the_order_of_names(tmp_path):
    for name in ("b", "a"):
        write(tmp_path / name / "reference.wav", tone(440, channels=2))
        write(tmp_path / name / "ours.flac", tone(330))
        (tmp_path / name / "notes.txt").write_text("no sound")
    (tmp_path / "empty").mkdir()
    trials = read_trials(tmp_path)
    assert [each.name for each in trials] == ["a", "b"]
    assert set(trials[0].sounds) == {"reference", "ours"}
    assert trials[0].conditions["ours"].shape == (2, RATE_HZ)  # One channel is doubled.


def test_all_get_the_rate_of_the_reference(tmp_path):
    write(tmp_path / "a" / "reference.wav", noise())
    write(tmp_path / "a" / "ours.wav", tone(440)[:, :44_100], rate=44_100)
    (made,) = read_trials(tmp_path)
    own = made.conditions["ours"][0]
    assert len(own) == pytest.approx(RATE_HZ, abs=2)
    peak_hz = np.argmax(np.abs(np.fft.rfft(own))) * RATE_HZ / len(own)
    # 440 Hz at 48 kHz, said to be at 44.1 kHz.
    assert peak_hz == pytest.approx(440 * 44_100 / RATE_HZ, abs=2)


def test_what_is_missing_is_said(tmp_path):
    with pytest.raises(TimbrespaceError, match="no trials"):
        read_trials(tmp_path)
    with pytest.raises(TimbrespaceError, match="no trials"):
        read_trials(tmp_path / "nowhere")
    write(tmp_path / "a" / "ours.wav", noise())
    with pytest.raises(TimbrespaceError, match="has no reference") as error:
        read_trials(tmp_path)
    assert "reference.wav" in error.value.remedy
