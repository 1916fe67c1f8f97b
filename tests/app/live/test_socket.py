"""The Instrument over a real WebSocket: who may play, what arrives, who is let go."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from timbrespace.app.backend import Backend
from timbrespace.app.live import Instrument, socket
from timbrespace.app.live.pace import TRUST_S
from timbrespace.app.live.pump import HEAD
from timbrespace.app.media import SoundCache

from ..toys import running
from .toy_engine import ToyEngine

TARGET = 1_440


@pytest.fixture
def engine():
    return ToyEngine()


@pytest.fixture
def server(atlas, engine, tmp_path):
    backend = Backend(atlas, cache=SoundCache(tmp_path), instrument=Instrument(lambda: engine))
    with running(backend) as found:
        yield found


class Player:
    """A page as far as the wire goes: plays in real time, and reports."""

    def __init__(self, server, query="", **headers):
        origin = server.url.rstrip("/")
        headers = {"origin": origin} | headers
        url = f"ws://127.0.0.1:{server.port}/api/live{query}"
        self.stack = ExitStack()
        self.wire = self.stack.enter_context(connect(url, additional_headers=headers))
        self.sounds, self.texts = [], []

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stack.close()

    def say(self, do, **message):
        self.wire.send(json.dumps({"do": do, **message}))

    def hear(self, played, flowing=False, target=TARGET, **more):
        self.say("heard", played=played, flowing=flowing, target=target, underruns=0, **more)

    def listen(self, until, patience_s=5.0):
        end_s = time.monotonic() + patience_s
        while not until():
            assert time.monotonic() < end_s, "waited in vain"
            try:
                message = self.wire.recv(timeout=0.05)
            except TimeoutError:
                continue
            if isinstance(message, bytes):
                self.sounds.append(message)
            else:
                self.texts.append(json.loads(message))

    @property
    def n_frames(self):
        return sum(HEAD.unpack_from(each)[1] for each in self.sounds)

    @property
    def wave(self):
        parts = [np.frombuffer(each, "<f4", offset=HEAD.size) for each in self.sounds]
        return np.concatenate(parts).reshape(-1, 2)

    @property
    def state(self):
        found = [each["state"] for each in self.texts if each["type"] == "state"]
        return found[-1] if found else {}

    def of(self, kind):
        return [each for each in self.texts if each["type"] == kind]


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": ""}, {"host": "elsewhere.example"}],
)
def test_no_other_page_can_play(server, engine, headers):
    with pytest.raises(InvalidStatus):
        Player(server, **headers)
    assert engine.messages == []


def test_a_page_hears_the_state_then_the_sound(server):
    with Player(server) as page:
        page.listen(lambda: page.state)
        assert page.state["voice"]["title"] == "Toy saw"
        assert page.sounds == []
        page.say("play")
        page.hear(0)
        page.listen(lambda: page.n_frames >= TARGET - 256)
        assert np.abs(page.wave).max() > 0.01
        page.listen(lambda: page.state["playing"])


def test_the_page_sets_the_pace(server):
    with Player(server) as page:
        page.say("play")
        began_s = time.monotonic()
        page.hear(0, flowing=True)
        while (now_s := time.monotonic() - began_s) < 1.5:
            page.listen(lambda: True)
            page.listen(lambda end_s=now_s + 0.08: time.monotonic() - began_s > end_s)
            page.hear(min(page.n_frames, round(48_000 * now_s)), flowing=True)
            ahead = page.n_frames - 48_000 * (time.monotonic() - began_s)
            # What its clock trusts between two reports, on a machine however busy.
            assert ahead < TARGET + 256 + TRUST_S * 48_000
        assert page.n_frames > 0.5 * 48_000 * now_s


def test_a_page_that_stops_listening_is_not_flooded(server):
    with Player(server) as page:
        page.say("play")
        page.hear(0, flowing=True)
        end_s = time.monotonic() + 1.5
        page.listen(lambda: time.monotonic() > end_s)
        assert page.n_frames < TARGET + 0.5 * 48_000


def test_a_page_that_says_nothing_is_let_go(server, monkeypatch):
    monkeypatch.setattr(socket, "SILENCE_S", 0.3)
    with Player(server) as page:
        page.say("play")
        with pytest.raises(ConnectionClosed) as gone:
            page.listen(lambda: False)
        assert gone.value.rcvd.code == socket.TRY_AGAIN


def test_messages_reach_the_engine_and_the_state_comes_at_once(server, engine):
    with Player(server) as page:
        page.listen(lambda: page.state)
        page.say("word", name="brightness", value=70.0)
        began_s = time.monotonic()
        page.listen(lambda: page.state["words"][1]["wanted"] == 70.0)
        assert time.monotonic() - began_s < 0.5
    assert {"do": "word", "name": "brightness", "value": 70.0} in engine.messages


@pytest.mark.parametrize(
    "text", ["", "no", "[]", '{"do": 3}', '{"do": "fly"}', '{"do": "heard", "played": -1}',
             '{"do": "heard", "played": 1e400}', '{"do": "heard", "played": true}']
)  # fmt: skip
def test_nonsense_is_answered_and_changes_nothing(server, text):
    with Player(server) as page:
        page.wire.send(text)
        page.listen(lambda: page.of("error"))
        assert page.of("error")[0]["remedy"]
        page.say("play")
        page.listen(lambda: page.state.get("playing"))


def test_the_way_to_the_ear_is_part_of_the_state(server):
    with Player(server) as page:
        page.hear(0, delay_ms=42.5)
        page.listen(lambda: page.state.get("delay_ms", {}).get("transport") == 42.5)
        page.hear(0, delay_ms=float("1e308"))
        page.listen(lambda: page.state["delay_ms"]["transport"] == 60_000)
        page.say("heard", played=0, target=TARGET, flowing=False, underruns=3)
        page.listen(lambda: page.state["underruns"] == 3)


def test_a_ping_is_answered(server):
    with Player(server) as page:
        page.say("ping", at=12.5)
        page.listen(lambda: page.of("pong"))
        assert page.of("pong")[0]["at"] == 12.5


def test_a_second_page_is_told_why_and_may_take_over(server, engine):
    with Player(server) as first:
        first.listen(lambda: first.state)
        with Player(server) as second, pytest.raises(ConnectionClosed):
            second.listen(lambda: False)
        assert "Another page" in second.of("refused")[0]["error"]
        with Player(server, "?take=1") as third:
            third.listen(lambda: third.state)
            with pytest.raises(ConnectionClosed) as gone:
                first.listen(lambda: False)
            assert gone.value.rcvd.code == socket.TAKEN
            assert first.of("refused")
            third.say("play")
            third.listen(lambda: third.state["playing"])


def test_after_a_page_has_gone_the_next_may_play_and_nothing_sounds_meanwhile(server, engine):
    with Player(server) as page:
        page.say("play")
        page.listen(lambda: page.state.get("playing"))
    end_s = time.monotonic() + 5
    while engine.playing:
        assert time.monotonic() < end_s
        time.sleep(0.01)
    with Player(server) as page:
        page.listen(lambda: page.state)


def test_an_engine_that_fails_says_so_and_lets_the_page_go(server, engine):
    with Player(server) as page:
        engine.fails = ValueError("no")
        page.say("play")
        page.hear(0)
        with pytest.raises(ConnectionClosed) as gone:
            page.listen(lambda: False)
        assert gone.value.rcvd.code == socket.FAILED
        assert page.of("error")


def test_what_is_no_number_is_null_in_the_state(server, engine):
    engine.values["brightness"] = float("nan")
    with Player(server) as page:
        page.listen(lambda: page.state)
        assert page.state["words"][1]["predicted"] is None
