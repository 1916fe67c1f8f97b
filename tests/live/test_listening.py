"""Measuring while it plays."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.live.test_hearing import slider
from tests.live.world import LinearSurrogate, ToneVoice, rendered
from timbrespace.live.engine import Engine
from timbrespace.live.listening import Ear
from timbrespace.surrogates.words.surrogate import WithOwnWords


@given(st.lists(st.integers(1, 900), min_size=1, max_size=40))
def test_the_last_half_second_whatever_the_blocks(sizes):
    ear, n = Ear(1, 1_000), 0
    for size in sizes:
        ear.hear(np.arange(n, n + size, dtype=np.float32)[None])
        n += size
    last = ear.last()
    if n < 500:
        assert last is None
    else:
        assert (last[0] == np.arange(n - 500, n)).all()


def test_what_is_measured_is_what_sounds_before_the_gain():
    """A tone of 880 Hz and amplitude 0.4, at -20 dB: its pitch and its own loudness."""
    voice = ToneVoice(base_hz=440.0)
    words = LinearSurrogate(voice, names=("pitch_hz", "loudness_lufs"))
    with Engine(voice, words) as engine:
        engine.apply({"do": "latents", "values": [1.0, 0.4]})
        engine.apply({"do": "gain", "db": -20})
        engine.apply({"do": "measure", "on": True})
        engine.apply({"do": "play"})
        found, until = None, time.monotonic() + 10
        while (found is None or abs(found - 880) > 5) and time.monotonic() < until:
            rendered(engine, 4_800)
            time.sleep(0.1)  # in real time: what is being measured is not written over
            found = engine.snapshot()["words"][0]["measured"]
        loudness = engine.snapshot()["words"][1]["measured"]
        assert found == pytest.approx(880, abs=5)
        # BS.1770: a sine of 0.4 on two channels, 3 dB above one of them.
        assert loudness == pytest.approx(20 * np.log10(0.4), abs=1.0)
        assert engine.snapshot()["words"][2]["measured"] is None
        engine.apply({"do": "measure", "on": False})
        while engine.snapshot()["measuring"] and time.monotonic() < until:
            time.sleep(0.01)
        assert engine.snapshot()["words"][0]["measured"] is None


def measured_by(engine, ready):
    """The words of a state of which that holds, while a second or two of it plays."""
    until = time.monotonic() + 20
    while not ready(words := engine.snapshot()["words"]):
        assert time.monotonic() < until, words
        rendered(engine, 4_800)
        time.sleep(0.1)
    return words


def test_words_of_ones_own_are_measured_and_what_cannot_be_says_why():
    voice = ToneVoice(base_hz=440.0)
    base = LinearSurrogate(voice, names=("pitch_hz", "probe:nobody=fitted"))
    words = WithOwnWords(base, [slider(base, "low", "pitch_hz")])
    with Engine(voice, words) as engine:
        engine.apply({"do": "latents", "values": [0.0, 0.4]})
        assert {word["unmeasured"] for word in engine.snapshot()["words"]} == {""}
        engine.apply({"do": "measure", "on": True})
        engine.apply({"do": "play"})
        found = measured_by(engine, lambda words: abs((words[0]["measured"] or 0) - 440) < 3)
        by_name = {word["name"]: word for word in found}
        assert by_name["low"]["measured"] == pytest.approx(220, abs=3)
        assert by_name["probe:nobody=fitted"]["measured"] is None
        assert "nobody" in by_name["probe:nobody=fitted"]["unmeasured"]
