"""Who may play: this server's own page, one at a time."""

from __future__ import annotations

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from timbrespace.app.live import socket
from timbrespace.errors import TimbrespaceError

from ..toys import until
from .player import Player


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": ""}, {"host": "elsewhere.example"}],
)
def test_no_other_page_can_play(server, engine, headers):
    with pytest.raises(InvalidStatus):
        Player(server, **headers)
    assert engine.messages == []


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
    until(lambda: not engine.playing)
    with Player(server) as page:
        page.listen(lambda: page.state)


def test_a_voice_that_cannot_be_opened_says_why(server):
    def fail():
        raise TimbrespaceError("It is damaged.", "Fetch it again.")

    server.backend.instrument._open = fail
    with Player(server) as page, pytest.raises(ConnectionClosed) as gone:
        page.listen(lambda: False)
    assert page.of("refused") == [
        {"type": "refused", "error": "It is damaged.", "remedy": "Fetch it again."}
    ]
    assert gone.value.rcvd.code == socket.FAILED
    until(lambda: not server.backend.instrument.seat.is_taken)  # Right after the farewell.
