"""The wire: what arrives, at whose pace, and who is let go."""

from __future__ import annotations

import time

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed

from timbrespace.app.live import socket
from timbrespace.app.live.pace import TRUST_S

from ..toys import PATIENCE_S
from .player import TARGET, Player


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
        # It goes on, however slowly.
        while (now_s := time.monotonic() - began_s) < 1.5 or page.n_frames <= 2 * TARGET:
            assert now_s < PATIENCE_S
            page.listen(lambda: True)
            page.listen(lambda end_s=now_s + 0.08: time.monotonic() - began_s > end_s)
            page.hear(min(page.n_frames, round(48_000 * now_s)), flowing=True)
            ahead = page.n_frames - 48_000 * (time.monotonic() - began_s)
            # What its clock trusts between two reports, on a machine however busy.
            assert ahead < TARGET + 256 + TRUST_S * 48_000


def test_a_page_that_stops_listening_is_not_flooded(server):
    with Player(server) as page:
        page.say("play")
        page.hear(0, flowing=True)
        end_s = time.monotonic() + 1.5
        page.listen(lambda: time.monotonic() > end_s)
        assert page.n_frames < TARGET + 0.5 * 48_000


def test_a_page_that_says_nothing_is_let_go(server, monkeypatch):
    monkeypatch.setattr(socket, "SILENCE_S", 0.3)
    with Player(server) as page, pytest.raises(ConnectionClosed) as gone:
        page.say("play")  # On a busy machine it may be too late for that already.
        page.listen(lambda: False)
    assert gone.value.rcvd.code == socket.TRY_AGAIN


def test_messages_reach_the_engine_and_the_state_comes_at_once(server, engine, monkeypatch):
    monkeypatch.setattr(socket, "STATE_S", 10 * PATIENCE_S)  # It does not come by itself.
    with Player(server) as page:
        page.listen(lambda: page.state)
        page.say("word", name="brightness", value=70.0)
        page.listen(lambda: page.state["words"][1]["wanted"] == 70.0)
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
