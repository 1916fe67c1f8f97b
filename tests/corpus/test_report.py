"""Sentences."""

from __future__ import annotations

from timbrespace.corpus import scan


def test_one_and_several_are_said_rightly(tmp_path, make):
    make("a.wav", channels=2)
    said = scan(tmp_path).summary()
    assert said[0] == "1 sound, 0.1 s, at 8000 Hz, in 1 group."
    assert any(s.startswith("1 sound has more than one channel;") for s in said)
    make("b.wav", channels=2, rate=48_000, seconds=60)
    said = scan(tmp_path, window_s=20).summary()
    assert said[0] == "2 sounds in 4 windows, 1 min 00 s, at 8000 to 48000 Hz, in 2 groups."
    assert any(s.startswith("2 sounds have more than one channel;") for s in said)
    assert all(s.endswith(".") and "  " not in s for s in said)
