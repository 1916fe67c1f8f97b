"""Played by OSC, from Max, Pd, a phone: a port that listens, and a voice that tells."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.live.addresses import ROOT, message_of
from timbrespace.live.engine import Engine

#: Where it listens unless told otherwise: only this machine can speak to it.
LOOPBACK = "127.0.0.1"
PORT = 9_000
RATE_HZ = 20.0

#: The longest datagram that UDP carries.
_LONGEST = 65_535
_LOOK_S = 0.2


class OscPort:
    """Takes OSC messages for an engine, and answers those it does not understand.

    What can't be carried out is counted, and told to whoever sent it as
    ``/timbrespace/error TEXT``. The times of bundles are not looked at: all holds at once.

    Args:
        engine: That is played.
        port: UDP; 0: any that is free.
        host: By default this machine only; ``"0.0.0.0"`` lets any machine in the network play.

    Raises:
        TimbrespaceError: The port is taken.
        MissingExtra: python-osc is not installed.
    """

    def __init__(self, engine: Engine, port: int = PORT, host: str = LOOPBACK) -> None:
        _python_osc()
        self._engine = engine
        #: Messages carried out, and those that could not be; the last reason.
        self.taken, self.refused, self.problem = 0, 0, ""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.bind((host, port))
        except (OSError, OverflowError) as error:
            self._socket.close()
            raise TimbrespaceError(
                f"The OSC port {host}:{port} can't be opened ({error}).",
                "Name another one: --osc PORT",
            ) from error
        self._socket.settimeout(_LOOK_S)
        #: On which it listens.
        self.port = int(self._socket.getsockname()[1])
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="engine-osc", daemon=True)

    def __enter__(self) -> OscPort:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        self._thread.join(5.0)
        self._socket.close()

    def _run(self) -> None:
        while not self._stopping:
            try:
                datagram, sender = self._socket.recvfrom(_LONGEST)
            except TimeoutError:
                continue
            except OSError:  # a sender that has gone away shows up here on some systems
                continue
            self._hear(datagram, sender)

    def _hear(self, datagram: bytes, sender: Any) -> None:
        try:
            for address, values in _messages(datagram):
                self._obey(address, values, sender)
        except Exception as error:  # whatever the network sends, the port goes on
            self._refuse(str(error) or type(error).__name__, sender)

    def _obey(self, address: str, values: list[Any], sender: Any) -> None:
        if address == f"{ROOT}/ask":
            for datagram in state_datagrams(self._engine.snapshot()):
                self._send(datagram, sender)
        else:
            message = message_of(address, values, self._engine.at)
            if message is not None:
                self._engine.apply(message)
        self.taken += 1

    def _refuse(self, why: str, sender: Any) -> None:
        self.refused += 1
        self.problem = why
        self._send(datagram(f"{ROOT}/error", why), sender)

    def _send(self, datagram: bytes, to: Any) -> None:
        try:
            self._socket.sendto(datagram, to)
        except OSError:
            return  # It was only said for those who listen.


class OscTeller:
    """Tells words, latents and levels to one address, so many times a second.

    Args:
        engine: Whose state is told.
        host: Whom.
        port: UDP.
        rate_hz: How often.
    """

    def __init__(self, engine: Engine, host: str, port: int, rate_hz: float = RATE_HZ) -> None:
        _python_osc()
        if not 0.1 <= rate_hz <= 200:
            raise TimbrespaceError(f"{rate_hz:g} times a second is not possible.", "Try 20.")
        self._engine, self._to, self._every_s = engine, (host, port), 1 / rate_hz
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engine-osc-out", daemon=True)

    def __enter__(self) -> OscTeller:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join(5.0)

    def _run(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            while not self._done.wait(self._every_s):
                for each in state_datagrams(self._engine.snapshot()):
                    try:
                        out.sendto(each, self._to)
                    except OSError:
                        break  # Nobody there yet.


def state_datagrams(state: dict[str, Any]) -> Iterator[bytes]:
    """The state of an engine as OSC messages, one datagram each.

    ``/out/word/NAME predicted spread wanted measured`` (NaN where it is free, or not measured),
    ``/out/latents ...``, ``/out/level PEAK_DB RMS_DB``, ``/out/playing 0|1`` and
    ``/out/underruns N``.
    """
    nothing = float("nan")
    for word in state["words"]:
        values = [word[each] for each in ("predicted", "spread", "wanted", "measured")]
        told = [nothing if value is None else float(value) for value in values]
        yield datagram(f"{ROOT}/out/word/{word['name']}", *told)
    yield datagram(f"{ROOT}/out/latents", *state["latents"])
    meters = state["meters"]
    yield datagram(f"{ROOT}/out/level", max(meters["peak_db"]), max(meters["rms_db"]))
    yield datagram(f"{ROOT}/out/playing", int(state["playing"]))
    yield datagram(f"{ROOT}/out/underruns", state["underruns"])


def datagram(address: str, *values: Any) -> bytes:
    """One OSC message."""
    from pythonosc.osc_message_builder import OscMessageBuilder

    builder = OscMessageBuilder(address)
    for value in values:
        builder.add_arg(value)
    return bytes(builder.build().dgram)


def _messages(datagram: bytes) -> Iterator[tuple[str, list[Any]]]:
    from pythonosc.osc_packet import OscPacket

    for timed in OscPacket(datagram).messages:
        yield timed.message.address, list(timed.message.params)


def _python_osc() -> None:
    try:
        import pythonosc  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtra("OSC", "live") from None
