"""OSC over the loopback: what is played, what is told, what is refused."""

from __future__ import annotations

import socket
import time

import numpy as np
import pytest

from tests.live.world import LinearSurrogate, ToneVoice, rendered
from timbrespace.errors import TimbrespaceError
from timbrespace.live.engine import Engine
from timbrespace.live.osc import OscPort, OscTeller, datagram

osc_packet = pytest.importorskip("pythonosc.osc_packet")


@pytest.fixture
def engine():
    voice = ToneVoice()
    with Engine(voice, LinearSurrogate(voice)) as made:
        yield made


@pytest.fixture
def phone():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(5)
        yield made


def heard(phone):
    (timed,) = osc_packet.OscPacket(phone.recv(65_535)).messages
    return timed.message.address, list(timed.message.params)


def soon(check):
    until = time.monotonic() + 5
    while not check() and time.monotonic() < until:
        time.sleep(0.005)
    return check()


def test_a_phone_plays_the_engine(engine, phone):
    with OscPort(engine, port=0) as port:

        def send(address, *values):
            phone.sendto(datagram(f"/timbrespace{address}", *values), ("127.0.0.1", port.port))

        send("/latents", 0.1, 0.2)
        send("/latent/pitch", 0.25)
        send("/latent/1/unit", 0.5)
        send("/gain", -6.0)
        send("/play")
        assert soon(lambda: port.taken == 5 and engine.snapshot()["playing"])
        assert soon(lambda: engine.snapshot()["targets"] == pytest.approx([0.25, 0.25]))
        assert engine.snapshot()["gain_db"] == -6
        send("/word/height/unit", 1.0)
        assert soon(lambda: engine.snapshot()["words"][0]["wanted"] == 50)
        send("/undo", 0.0)  # the button comes up again
        send("/undo", 1.0)
        assert soon(lambda: engine.snapshot()["words"][0]["wanted"] is None)
        send("/play", 0.0)
        assert soon(lambda: not engine.snapshot()["playing"])
        assert port.refused == 0


@pytest.mark.parametrize(
    "sent",
    [
        datagram("/timbrespace/nonsense", 1),
        datagram("/elsewhere"),
        datagram("/"),
        datagram("/timbrespace/gain"),
        datagram("/timbrespace/gain", "loud"),
        datagram("/timbrespace/gain", float("nan")),
        datagram("/timbrespace/latent/99", 1.0),
        datagram("/timbrespace/latents", 1.0),
        datagram("/timbrespace/word/unknown", 1.0),
        datagram("/timbrespace/word/attack_s/unit", 1.0),
        datagram("/timbrespace/words"),
        datagram("/timbrespace/replay", "../../etc/passwd"),
        b"",
        b"not OSC at all",
        b"#bundle\0",
    ],
)
def test_what_is_wrong_is_counted_and_said_and_harms_nothing(engine, phone, sent):
    before = engine.snapshot()["targets"]
    with OscPort(engine, port=0) as port:
        phone.sendto(sent, ("127.0.0.1", port.port))
        address, (why,) = heard(phone)
        assert address == "/timbrespace/error" and why
        assert (port.refused, port.taken) == (1, 0) and port.problem == why
        phone.sendto(datagram("/timbrespace/play"), ("127.0.0.1", port.port))
        assert soon(lambda: engine.snapshot()["playing"])
    assert engine.snapshot()["targets"] == before


def test_words_latents_and_levels_are_told(engine, phone):
    engine.apply({"do": "word", "name": "height", "value": 20})
    engine.apply({"do": "play"})

    def there():
        rendered(engine, 4_800)
        return engine.snapshot()["latents"][0] == pytest.approx(0.2, abs=1e-4)

    assert soon(there)
    told = {}
    with OscTeller(engine, *phone.getsockname(), rate_hz=100):
        while len(told) < 7:
            address, values = heard(phone)
            told[address.removeprefix("/timbrespace/out")] = values
    assert told["/word/height"] == pytest.approx([20, 0.01, 20, np.nan], abs=0.1, nan_ok=True)
    assert np.isnan(told["/word/loudness"][2])
    assert told["/latents"][0] == pytest.approx(0.2, abs=1e-3)
    assert told["/playing"] == [1] and told["/underruns"] == [0]


def test_the_state_is_sent_to_who_asks(engine, phone):
    with OscPort(engine, port=0) as port:
        phone.sendto(datagram("/timbrespace/ask"), ("127.0.0.1", port.port))
        assert heard(phone)[0].startswith("/timbrespace/out/")


def test_a_port_that_is_taken_is_said(engine):
    with OscPort(engine, port=0) as port, pytest.raises(TimbrespaceError, match="--osc"):
        OscPort(engine, port=port.port)
