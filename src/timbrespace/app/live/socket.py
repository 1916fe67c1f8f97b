"""The wire between the engine and the page that plays it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import math
import time
from collections.abc import Callable
from typing import Any

from fastapi import WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect

from timbrespace.app.answers import CallError, error_json, to_json
from timbrespace.app.live.pace import Pace
from timbrespace.app.live.playing import Playing
from timbrespace.app.live.pump import Pump
from timbrespace.errors import TimbrespaceError

#: Seconds from one state to the next, and from a change to the state that shows it.
STATE_S, SOON_S = 1 / 15, 0.015
#: A page that takes nothing, or says nothing, for this long is let go.
SILENCE_S = 10.0
#: Messages that may wait for a page: at most what the pace lets ahead, and some states.
MOST_WAITING = 256
#: WebSocket close codes: another page plays; the engine failed; try again later.
TAKEN, FAILED, TRY_AGAIN = 4001, 1011, 1013

_log = logging.getLogger(__name__)

#: Carries out a message; what it returns is told to the page.
Obey = Callable[[dict[str, Any]], dict[str, Any] | None]


class Session:
    """One page that plays, from when it sat down until it leaves.

    Args:
        socket: Accepted.
        engine: Who plays.
        obey: Carries out what is no matter of the wire itself.
    """

    def __init__(self, socket: WebSocket, engine: Playing, obey: Obey) -> None:
        self._socket = socket
        self._engine = engine
        self._obey = obey
        self._loop = asyncio.get_running_loop()
        self._outbox: asyncio.Queue[bytes | str] = asyncio.Queue(MOST_WAITING)
        self._changed = asyncio.Event()
        self._over: asyncio.Future[int] = self._loop.create_future()
        self._pace = Pace()
        self._pump = Pump(engine, self._pace, self._post, self._fail)
        self._heard_s = time.monotonic()

    async def run(self, lost: asyncio.Event) -> int:
        """Play until the page has gone, was sent away, or the engine fails; the close code."""
        work = (self._send(), self._states(), self._receive(), self._lose(lost))
        tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(each) for each in work]
        self._pump.start()
        try:
            await asyncio.wait([*tasks, self._over], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await run_in_threadpool(self._pump.stop)
        return self._over.result() if self._over.done() else 0

    # Out ------------------------------------------------------------------------------

    def _post(self, message: bytes) -> None:
        self._loop.call_soon_threadsafe(self._offer, message)

    def _offer(self, message: bytes | str) -> None:
        try:
            self._outbox.put_nowait(message)
        except asyncio.QueueFull:
            self._end(TRY_AGAIN)

    def _say(self, message: dict[str, Any]) -> None:
        self._offer(to_json(message))

    async def _send(self) -> None:
        while True:
            message = await self._outbox.get()
            kind = "bytes" if isinstance(message, bytes) else "text"
            # Not wait_for: it can lose a cancellation, and then this task would never end.
            async with asyncio.timeout(SILENCE_S):
                await self._socket.send({"type": "websocket.send", kind: message})

    async def _states(self) -> None:
        before = ""
        while True:
            state = to_json({"type": "state", "state": _finite(self._engine.snapshot())})
            if state != before:
                self._offer(state)
            before = state
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STATE_S):
                    await self._changed.wait()
                self._changed.clear()
                await asyncio.sleep(SOON_S)
            if time.monotonic() - self._heard_s > SILENCE_S:
                self._end(TRY_AGAIN)

    # In -------------------------------------------------------------------------------

    async def _receive(self) -> None:
        try:
            while True:
                self._take(await self._socket.receive_text())
        except (WebSocketDisconnect, KeyError, RuntimeError):
            return

    def _take(self, text: str) -> None:
        try:
            message = _parsed(text)
            self._heard_s = time.monotonic()
            if message["do"] == "heard":
                self._hear(message)
                return
            if message["do"] == "ping":
                self._say({"type": "pong", "at": message.get("at")})
                return
            told = self._obey(message)
            if told is not None:
                self._say(told)
        except TimbrespaceError as error:
            self._say({"type": "error", **error_json(error)})
        self._pump.wake()
        self._changed.set()

    def _hear(self, message: dict[str, Any]) -> None:
        """Where the page's ears are; at most a minute of delay is believed."""
        played, target, gaps = (
            _count(message, name) for name in ("played", "target", "underruns")
        )
        flowing = bool(message.get("flowing"))
        self._pace.heard(played, target=target, flowing=flowing, now_s=self._heard_s)
        self._engine.apply({"do": "heard", "buffered": 0, "underruns": gaps})
        delay_ms = message.get("delay_ms", 0)
        if isinstance(delay_ms, int | float) and math.isfinite(delay_ms):
            self._engine.set_transport(min(max(0.0, float(delay_ms)), 60_000.0))

    # The end --------------------------------------------------------------------------

    async def _lose(self, lost: asyncio.Event) -> None:
        await lost.wait()
        self._end(TAKEN)

    def _fail(self, error: Exception) -> None:
        self._loop.call_soon_threadsafe(self._say_failed, error)

    def _say_failed(self, error: Exception) -> None:
        ours = CallError("The engine has stopped.", "Choose the voice again.")
        told = error if isinstance(error, TimbrespaceError) else ours
        self._say({"type": "error", **error_json(told)})
        self._loop.call_later(SOON_S, self._end, FAILED)

    def _end(self, code: int) -> None:
        if not self._over.done():
            self._over.set_result(code)


def _parsed(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except ValueError:
        message = None
    if not isinstance(message, dict) or not isinstance(message.get("do"), str):
        raise CallError("A message says what to do.", 'Send {"do": "play"}, for instance.')
    return message


def _count(message: dict[str, Any], name: str) -> int:
    value = message.get(name, 0)
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
    if not is_count:
        raise CallError(f"'{name}' is a count of frames.", "Send a whole number from 0 up.")
    return int(value)


def _finite(value: Any) -> Any:
    """Plain data in which what is no number is null: JSON knows no NaN."""
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
