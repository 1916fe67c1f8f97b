"""A page comes, plays, and leaves."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Protocol

from fastapi import WebSocket
from starlette.concurrency import run_in_threadpool

from timbrespace.app.answers import Conflict, error_json, to_json
from timbrespace.app.live.playing import Playing
from timbrespace.app.live.seat import Seat
from timbrespace.app.live.socket import FAILED, TAKEN, Session
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.app.view import View

#: Seconds that a page has to take its last message.
GOODBYE_S = 1.0


class Played(Protocol):
    """What a page sits down at: the Instrument, or the rack of effects."""

    #: Where the page sits that plays.
    seat: Seat

    @property
    def engine(self) -> Playing:
        """Opened on first use.

        Raises:
            TimbrespaceError: It cannot be opened.
        """

    def obey(self, view: View, message: dict[str, Any]) -> dict[str, Any] | None:
        """Carry out what a page says; what is returned is told to it.

        Raises:
            TimbrespaceError: It makes no sense, or cannot be done.
        """


async def visit(socket: WebSocket, instrument: Played, view: Callable[[], View]) -> None:
    """Let a page play until it leaves; where it cannot, it is told why in words."""
    await socket.accept()
    ticket = instrument.seat.take(by_force=socket.query_params.get("take") == "1")
    if ticket is None:
        await _refuse(socket, _taken(), TAKEN)
        return
    try:
        engine = await run_in_threadpool(lambda: instrument.engine)
        session = Session(socket, engine, lambda message: instrument.obey(view(), message))
        with _in_real_time():
            code = await session.run(ticket.lost)
    except TimbrespaceError as error:
        await _refuse(socket, error, FAILED)
        return
    finally:
        instrument.seat.leave(ticket)
    if code == TAKEN:
        await _refuse(socket, _taken(), TAKEN)
    elif code:
        await _close(socket, code)
    if not instrument.seat.is_taken:
        engine.apply({"do": "stop"})


def _in_real_time() -> AbstractContextManager[None]:
    """For the whole process; where somebody has seen to it already, nothing."""
    from timbrespace.live.realtime import in_real_time

    return in_real_time() if gc.isenabled() else nullcontext()


def _taken() -> Conflict:
    return Conflict(
        "Another page plays this instrument.", "Play here instead, or close that page."
    )


async def _refuse(socket: WebSocket, error: TimbrespaceError, code: int) -> None:
    """Say why before it is closed: a script cannot read why a connection was refused."""
    try:
        told = to_json({"type": "refused", **error_json(error)})
        await asyncio.wait_for(socket.send_text(told), GOODBYE_S)
    except (RuntimeError, TimeoutError, OSError):
        return  # It was gone already.
    await _close(socket, code)


async def _close(socket: WebSocket, code: int) -> None:
    try:
        await asyncio.wait_for(socket.close(code), GOODBYE_S)
    except (RuntimeError, TimeoutError, OSError):
        return
