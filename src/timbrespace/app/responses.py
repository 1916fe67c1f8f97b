"""Answers as HTTP: JSON, buffers, and sounds in ranges."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, ExitStack

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from timbrespace.app.answers import Answer, error_json, status_of, to_json
from timbrespace.app.media import PlayedSound
from timbrespace.app.ranges import Unsatisfiable, parse_range
from timbrespace.app.rendering import CHUNK_BYTES
from timbrespace.errors import TimbrespaceError

#: Ask again each time: another atlas may be served on the same port tomorrow.
FRESH = {"cache-control": "no-cache"}


def json_response(answer: Answer, status: int = 200) -> Response:
    """An answer's plain data."""
    return Response(to_json(answer.json), status, FRESH, "application/json")


def buffer_response(answer: Answer, media_type: str = "application/octet-stream") -> Response:
    """An answer's buffer, and what it says beside it."""
    return Response(answer.buffer, 200, {**FRESH, **answer.headers}, media_type)


def error_response(error: TimbrespaceError, status: int | None = None) -> Response:
    """The agreed form of an error."""
    return Response(
        to_json(error_json(error)), status or status_of(error), FRESH, "application/json"
    )


class SoundResponse(Response):
    """A sound, whole or the range that was asked for, decoded while it is sent.

    Args:
        sound: Opens it; it stays open until the last byte is sent or the client is gone.
    """

    def __init__(self, sound: AbstractContextManager[PlayedSound]) -> None:
        self.status_code = 200
        self.background = None
        self._sound = sound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with ExitStack() as stack:
            sound = await run_in_threadpool(stack.enter_context, self._sound)
            answer = _answer(sound, Headers(scope=scope), scope["method"] == "HEAD")
            await answer(scope, receive, send)


def _answer(sound: PlayedSound, asked: Headers, head: bool) -> Response:
    about = {**FRESH, "accept-ranges": "bytes", "etag": sound.etag}
    if asked.get("if-none-match") == sound.etag:
        return Response(None, 304, about)
    is_same = asked.get("if-range") in (None, sound.etag)
    try:
        found = parse_range(asked.get("range") if is_same else None, sound.size)
    except Unsatisfiable:
        return Response(None, 416, {**about, "content-range": f"bytes */{sound.size}"})
    start, stop = found or (0, sound.size)
    about["content-length"] = str(stop - start)
    if found:
        about["content-range"] = f"bytes {start}-{stop - 1}/{sound.size}"
    status = 206 if found else 200
    if head:
        return Response(None, status, about, "audio/wav")
    return StreamingResponse(_pieces(sound, start, stop), status, about, "audio/wav")


async def _pieces(sound: PlayedSound, start: int, stop: int) -> AsyncIterator[bytes]:
    for at in range(start, stop, CHUNK_BYTES):
        yield await run_in_threadpool(sound.read, at, min(stop, at + CHUNK_BYTES))
