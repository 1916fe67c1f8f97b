"""The pump renders on one thread, as much as is due, and rests when there is nothing to hear."""

from __future__ import annotations

import time

import numpy as np
import pytest

from timbrespace.app.live.pace import Pace
from timbrespace.app.live.pump import ANEW, CHUNK, HEAD, Pump, packed

from ..toys import until
from .toy_engine import ToyEngine


@pytest.fixture
def engine():
    return ToyEngine()


@pytest.fixture
def pumping(engine):
    pace, posted, failed = Pace(), [], []
    pump = Pump(engine, pace, posted.append, failed.append)
    pump.start()
    yield pump, pace, posted, failed
    pump.stop()


def heard(pace, played, target=1_440):
    pace.heard(played, target=target, flowing=False, now_s=time.monotonic())


def frames(posted):
    return sum(HEAD.unpack_from(each)[1] for each in posted)


def test_a_message_says_its_number_and_holds_left_and_right_in_turn():
    out = np.arange(6, dtype=np.float32).reshape(2, 3)
    message = packed(9, out)
    assert HEAD.unpack_from(message) == (9, 3, 0)
    assert np.frombuffer(message, "<f4", offset=HEAD.size).tolist() == [0, 3, 1, 4, 2, 5]


def test_it_sends_what_is_due_and_no_more(engine, pumping):
    _, pace, posted, _ = pumping
    engine.apply({"do": "play"})
    time.sleep(0.1)
    assert posted == []
    heard(pace, 0)
    until(lambda: frames(posted) >= 1_440)
    time.sleep(0.1)
    assert 1_440 <= frames(posted) < 1_440 + CHUNK
    heard(pace, 1_000)
    until(lambda: frames(posted) >= 2_440)
    numbers = [HEAD.unpack_from(each)[0] for each in posted]
    assert numbers == list(range(len(posted)))
    assert len(engine.threads) == 1


def test_it_rests_after_silence_and_says_so_and_wakes(engine, pumping):
    pump, pace, posted, _ = pumping
    heard(pace, 0, target=24_000)
    until(lambda: frames(posted) >= 23_500)
    heard(pace, 20_000, target=24_000)
    until(lambda: HEAD.unpack_from(posted[-1])[1] == 0)
    assert pump.rests
    n = len(posted)
    heard(pace, 24_000, target=24_000)
    time.sleep(0.15)
    assert len(posted) == n
    engine.apply({"do": "play"})
    until(lambda: len(posted) > n)  # Also where nobody wakes it: OSC plays the engine, too.
    assert not pump.rests


def test_silence_that_is_played_is_no_rest(engine, pumping):
    pump, pace, posted, _ = pumping
    engine.apply({"do": "play"})
    engine.render = lambda out: out.fill(0)
    for played in (0, 20_000, 40_000):
        heard(pace, played, target=24_000)
        until(lambda played=played: frames(posted) >= played + 23_000)
    assert not pump.rests


def test_a_fault_of_the_engine_is_told_once_and_ends_it(engine, pumping):
    _, pace, posted, failed = pumping
    engine.fails = ValueError("no")
    heard(pace, 0)
    until(lambda: failed)
    time.sleep(0.1)
    assert len(failed) == 1 and posted == []


def test_what_an_engine_takes_back_is_sent_anew_at_once_and_told(engine, pumping):
    pump, pace, posted, _ = pumping
    engine.apply({"do": "play"})
    heard(pace, 0, target=4_800)
    until(lambda: frames(posted) >= 4_800)
    n, asked = len(posted), []

    def take_back(most):
        asked.append(most)
        return min(most, 2_000) if len(asked) == 1 else 0

    engine.take_back = take_back
    pump.wake()
    until(lambda: len(posted) > n)
    assert HEAD.unpack_from(posted[n])[1:] == (ANEW, 2_000)
    assert asked[0] == pytest.approx(frames(posted[:n]), abs=CHUNK)
    # What was taken back is due again, and no more.
    until(lambda: frames(posted) >= frames(posted[:n]) + 2_000)
    time.sleep(0.1)
    assert frames(posted) < frames(posted[:n]) + 2_000 + CHUNK
    assert not any(HEAD.unpack_from(each)[2] for each in posted[n + 1 :])
