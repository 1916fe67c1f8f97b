"""Rendering ahead: late samples are counted, and nothing else is."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.live.world import SlowVoice, ToneVoice, rendered
from timbrespace.live.ahead import Ahead
from timbrespace.live.engine import Engine


def test_what_is_pulled_is_what_is_rendered():
    def engine():
        made = Engine(ToneVoice(), inline=True)
        made.apply({"do": "play"})
        return made

    wanted = rendered(engine(), 9_600)
    made = []
    with Ahead(engine(), blocks=4) as ahead:
        while sum(each.shape[1] for each in made) < 9_600:
            out = np.zeros((2, 480), np.float32)
            until = time.monotonic() + 5
            while ahead.ready < 480 and time.monotonic() < until:
                time.sleep(0.001)
            assert ahead.pull(out)
            made.append(out)
    np.testing.assert_array_equal(np.concatenate(made, axis=1), wanted)


def test_under_runs_of_a_slow_voice_are_counted():
    """A voice at a third of real time: two of three blocks are late, and each is counted."""
    voice = SlowVoice(hop=480)
    engine = Engine(voice, block=480, inline=True)
    engine.apply({"do": "play"})
    voice.slow_s = 0.030
    out, late = np.ones((2, 480), np.float32), 0
    with Ahead(engine, blocks=2) as ahead:
        for _ in range(30):
            late += not ahead.pull(out)
            time.sleep(0.010)
    state = engine.snapshot()
    assert 8 <= late <= 28
    assert state["underruns"] == late
    assert state["late_blocks"] > 5 and state["load"] > 0.5


def test_a_quick_voice_has_none():
    engine = Engine(ToneVoice(), block=512, inline=True)
    engine.apply({"do": "play"})
    out = np.zeros((2, 512), np.float32)
    with Ahead(engine, blocks=8) as ahead:
        for _ in range(20):
            assert ahead.pull(out)
            time.sleep(512 / 48_000)
    assert engine.snapshot()["underruns"] == 0


def test_the_page_reports_its_own():
    engine = Engine(ToneVoice())
    engine.count_underruns(2)
    engine.apply({"do": "heard", "buffered": 1_440, "underruns": 3})
    state = engine.snapshot()
    assert state["underruns"] == 5
    assert state["delay_ms"]["transport"] == pytest.approx(30)
