"""The HTTP routes: they carry the backend's answers, and decide nothing."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.websockets import WebSocketDisconnect

from timbrespace.app.answers import to_json
from timbrespace.app.backend import Backend
from timbrespace.app.effects.routes import add_effects
from timbrespace.app.events import Mailbox
from timbrespace.app.listening_routes import add_listening
from timbrespace.app.live.routes import add_instrument
from timbrespace.app.responses import (
    SoundResponse,
    buffer_response,
    json_response,
)
from timbrespace.app.sonify.routes import add_figures
from timbrespace.app.words.routes import add_words

#: A page that takes no event for this long is let go; it connects again by itself.
SEND_TIMEOUT_S = 10.0
#: WebSocket close code: try again later.
TRY_AGAIN = 1013


def api_routes(backend: Backend) -> APIRouter:
    """All calls of docs/server.md."""
    router = APIRouter(prefix="/api")
    _add_tables(router, backend)
    _add_sounds(router, backend)
    _add_factors(router, backend)
    _add_decoding(router, backend)
    _add_jobs(router, backend)
    add_instrument(router, backend)
    add_words(router, backend.words)
    add_effects(router, backend)
    add_figures(router, backend)
    add_listening(router, backend)

    @router.websocket("/events")
    async def events(socket: WebSocket) -> None:
        await _tell(socket, backend)

    return router


def _add_tables(router: APIRouter, backend: Backend) -> None:
    @router.get("/atlas")
    def atlas() -> Response:
        return json_response(backend.atlas())

    @router.get("/items")
    def items() -> Response:
        return json_response(backend.items())

    @router.get("/items/{item_id}")
    def item(item_id: str) -> Response:
        return json_response(backend.item(item_id))

    @router.get("/maps/{name}")
    def map_(name: str) -> Response:
        return buffer_response(backend.map(name))


def _add_sounds(router: APIRouter, backend: Backend) -> None:
    @router.head("/items/{item_id}/audio", include_in_schema=False)
    @router.get("/items/{item_id}/audio")
    def audio(item_id: str, preview_s: float | None = None) -> Response:
        return SoundResponse(backend.sound(item_id, preview_s))

    @router.get("/items/{item_id}/picture")
    def picture(item_id: str) -> Response:
        return json_response(backend.picture(item_id))

    @router.get("/items/{item_id}/picture.bin")
    def picture_buffer(item_id: str) -> Response:
        return buffer_response(backend.picture(item_id))

    @router.get("/items/{item_id}/neighbours")
    def neighbours(item_id: str, space: str | None = None, k: int = 10) -> Response:
        return json_response(backend.neighbours(item_id, space, k))

    @router.post("/search")
    async def search(
        request: Request,
        space: str | None = None,
        k: int = 10,
        map_name: Annotated[str | None, Query(alias="map")] = None,
    ) -> Response:
        sound = await request.body()
        return json_response(await run_in_threadpool(backend.search, sound, space, k, map_name))

    @router.post("/export")
    def export(ids: Annotated[list[str], Body(embed=True)]) -> Response:
        name = {"content-disposition": 'attachment; filename="selection.zip"'}
        return StreamingResponse(backend.export(ids), 200, name, "application/zip")


def _add_factors(router: APIRouter, backend: Backend) -> None:
    @router.get("/factors")
    def factors() -> Response:
        return json_response(backend.factors())

    @router.get("/edits/{edit_id}")
    def edit(edit_id: str) -> Response:
        return json_response(backend.edit(edit_id))

    @router.get("/edits/{edit_id}/audio")
    def edit_audio(edit_id: str) -> Response:
        return buffer_response(backend.edit_sound(edit_id), "audio/wav")

    @router.get("/reports")
    def reports() -> Response:
        return json_response(backend.reports())

    @router.get("/reports/{name}")
    def report(name: str) -> Response:
        return buffer_response(backend.report(name), "text/html; charset=utf-8")


def _add_decoding(router: APIRouter, backend: Backend) -> None:
    @router.get("/decoding")
    def decoding() -> Response:
        return json_response(backend.decoding())

    @router.get("/decoded/{ready_id}")
    def decoded(ready_id: str) -> Response:
        return json_response(backend.decoded(ready_id))

    @router.get("/decoded/{ready_id}/audio")
    def decoded_audio(ready_id: str, weights: str | None = None) -> Response:
        return buffer_response(backend.decoded_sound(ready_id, weights), "audio/wav")


def _add_jobs(router: APIRouter, backend: Backend) -> None:
    @router.get("/jobs")
    def jobs() -> Response:
        return json_response(backend.list_jobs())

    @router.post("/jobs")
    def start(kind: Annotated[str, Body()], params: Annotated[dict[str, Any], Body()]) -> Response:
        return json_response(backend.start_job(kind, params))

    @router.post("/jobs/{job_id}/cancel")
    def cancel(job_id: str) -> Response:
        return json_response(backend.cancel_job(job_id))

    @router.post("/jobs/{job_id}/resume")
    def resume(job_id: str) -> Response:
        return json_response(backend.resume_job(job_id))


async def _tell(socket: WebSocket, backend: Backend) -> None:
    """Send every event to one page until either side has had enough."""
    await socket.accept()
    mailbox = Mailbox(backend.hub)
    endings = [
        asyncio.ensure_future(_send_all(socket, mailbox, backend)),
        asyncio.ensure_future(_until_gone(socket)),
        asyncio.ensure_future(mailbox.overflowed.wait()),
    ]
    try:
        await asyncio.wait(endings, return_when=asyncio.FIRST_COMPLETED)
    finally:
        mailbox.close()
        for ending in endings:
            ending.cancel()
        await asyncio.gather(*endings, return_exceptions=True)
    if not endings[1].done() or endings[1].cancelled():
        await _close(socket)


async def _send_all(socket: WebSocket, mailbox: Mailbox, backend: Backend) -> None:
    for job in backend.jobs.jobs():
        await socket.send_text(to_json({"type": "job", "job": job}))
    while True:
        event = await mailbox.next()
        await asyncio.wait_for(socket.send_text(to_json(event)), SEND_TIMEOUT_S)


async def _until_gone(socket: WebSocket) -> None:
    try:
        while True:
            await socket.receive_text()  # A page has nothing to say here.
    except (WebSocketDisconnect, KeyError, RuntimeError):
        return


async def _close(socket: WebSocket) -> None:
    try:
        await asyncio.wait_for(socket.close(TRY_AGAIN), 1.0)
    except (RuntimeError, TimeoutError, OSError):
        return  # It was gone already.
