"""The calls of the Instrument over HTTP, and its WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, WebSocket
from starlette.responses import Response

from timbrespace.app.live.visit import visit
from timbrespace.app.responses import json_response

if TYPE_CHECKING:
    from timbrespace.app.backend import Backend


def add_instrument(router: APIRouter, backend: Backend) -> None:
    """All of ``/api/live``."""
    instrument = backend.instrument

    @router.get("/live/voices")
    def voices() -> Response:
        return json_response(instrument.voices())

    @router.get("/live/heat")
    def heat(word: str, x: int, y: int) -> Response:
        return json_response(instrument.heat(word, x, y))

    @router.get("/live/arrows")
    def arrows() -> Response:
        return json_response(instrument.arrows())

    @router.get("/live/surface")
    def surface() -> Response:
        return json_response(instrument.surface(backend.view))

    @router.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await visit(socket, instrument, lambda: backend.view)
