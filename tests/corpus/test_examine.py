"""What only decoding can find."""

from __future__ import annotations

import numpy as np
import soundfile

from timbrespace.corpus.examine import examine


def test_a_good_sound_is_good_even_if_it_is_quiet(make):
    assert examine(make("a.wav")) is None
    assert examine(make("b.wav", level=2e-4, subtype="FLOAT")) is None


def test_silence_and_cuts_are_found(tmp_path, make):
    assert examine(make("a.wav", level=0)).kind == "silent"
    path = make("b.flac", seconds=5, rate=44_100, format="FLAC")
    path.write_bytes(path.read_bytes()[:-9_000])
    assert examine(path, name="b").path == "b" and examine(path).kind == "truncated"
    assert examine(tmp_path / "none").kind == "missing"


def test_one_loud_sample_at_the_end_is_sound(tmp_path):
    audio = np.zeros(80_000)
    audio[-1] = 0.5
    soundfile.write(tmp_path / "a.wav", audio, 8_000)
    assert examine(tmp_path / "a.wav") is None
