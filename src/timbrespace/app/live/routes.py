"""The calls of the Instrument over HTTP, and its WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Body, WebSocket
from starlette.responses import Response

from timbrespace.app.live.visit import visit
from timbrespace.app.responses import buffer_response, json_response

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
    def arrows(heard: bool = False) -> Response:
        return json_response(instrument.arrows(heard=heard))

    @router.get("/live/names")
    def names() -> Response:
        return json_response(instrument.names())

    @router.get("/live/targets")
    def targets(n: int, seed: int = 0) -> Response:
        return json_response(instrument.targets(n, seed))

    @router.post("/live/measured")
    def measured(
        voice: Annotated[str, Body()], latents: Annotated[list[list[float]], Body()]
    ) -> Response:
        return json_response(instrument.measured(voice, latents))

    @router.get("/live/recordings/{name}.{kind}")
    def recording(name: str, kind: str) -> Response:
        answer = instrument.recording(name, kind)
        return buffer_response(answer, answer.json["type"])

    @router.get("/live/surface")
    def surface() -> Response:
        return json_response(instrument.surface(backend.view))

    @router.get("/live/surface/heat")
    def ground(map: str, word: str) -> Response:
        return json_response(instrument.ground(backend.view, map, word))

    @router.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await visit(socket, instrument, lambda: backend.view)
