"""The calls of docs/server.md as messages on a widget's channel."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from timbrespace.app.answers import Answer, CallError, NotFound, TooLarge, error_json, status_of
from timbrespace.app.backend import Backend
from timbrespace.app.security import SOUND_BYTES
from timbrespace.errors import TimbrespaceError
from timbrespace.widget.call import Call, Handler
from timbrespace.widget.words import WORD_CALLS

#: Most bytes of one reply: a message is held in memory at both ends.
REPLY_BYTES = 256 << 20

_log = logging.getLogger(__name__)


def reply(
    backend: Backend, message: Mapping[str, Any], buffers: Sequence[bytes] = ()
) -> tuple[dict[str, Any], list[bytes]]:
    """Answer ``{call, method, path, query, json}`` by ``{call, status, json}`` and buffers."""
    number = message.get("call")
    try:
        answer = _answer(backend, message, buffers)
    except TimbrespaceError as error:
        return {"call": number, "status": status_of(error), "json": error_json(error)}, []
    except Exception as error:
        _log.exception("A call from the notebook failed.")
        failed = TimbrespaceError(
            f"The call failed ({type(error).__name__}).", "The kernel's log says more."
        )
        return {"call": number, "status": 500, "json": error_json(failed)}, []
    sent = [] if answer.buffer is None else [answer.buffer]
    return {"call": number, "status": 200, "json": answer.json}, sent


def _answer(backend: Backend, message: Mapping[str, Any], buffers: Sequence[bytes]) -> Answer:
    method, path = str(message.get("method", "GET")), str(message.get("path", ""))
    for known_method, pattern, handler in _CALLS:
        found = pattern.fullmatch(path)
        if found and method == known_method:
            query, json = message.get("query") or {}, message.get("json") or {}
            if not isinstance(query, Mapping) or not isinstance(json, Mapping):
                raise CallError("query and json are objects.", "docs/server.md lists all calls.")
            return handler(backend, Call(found.groupdict(), query, json, buffers))
    raise NotFound(f"There is no call {method} {path[:80]}.", "docs/server.md lists all calls.")


def _audio(backend: Backend, call: Call) -> Answer:
    with backend.sound(call.parts["id"], call.number("preview_s", float, None)) as sound:
        if sound.size > REPLY_BYTES:
            raise TooLarge(
                f"This sound is {sound.size >> 20} MB, too long for a notebook.",
                "Ask for its first seconds (preview_s), or use timbrespace serve.",
            )
        return Answer({"type": "audio/wav", "bytes": sound.size}, sound.read())


def _search(backend: Backend, call: Call) -> Answer:
    sound = bytes(call.buffers[0]) if call.buffers else b""
    if len(sound) > SOUND_BYTES:
        raise TooLarge(f"More than {SOUND_BYTES >> 20} MB.", "Send a shorter sound.")
    k = call.number("k", int, 10)
    return backend.search(sound, call.text("space"), k, call.text("map"))


def _export(backend: Backend, call: Call) -> Answer:
    pieces, size = [], 0
    for piece in backend.export(call.texts("ids")):
        pieces.append(piece)
        size += len(piece)
        if size > REPLY_BYTES:
            raise TooLarge(
                f"The selection has more than {REPLY_BYTES >> 20} MB.",
                "Export fewer sounds at once, or use timbrespace serve.",
            )
    return Answer({"type": "application/zip", "name": "selection.zip"}, b"".join(pieces))


def _neighbours(backend: Backend, call: Call) -> Answer:
    return backend.neighbours(call.parts["id"], call.text("space"), call.number("k", int, 10))


def _start(backend: Backend, call: Call) -> Answer:
    params = call.json.get("params") or {}
    if not isinstance(params, Mapping):
        raise CallError("params is an object.", "docs/server.md lists all calls.")
    return backend.start_job(str(call.json.get("kind")), dict(params))


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))


_CALLS: list[tuple[str, re.Pattern[str], Handler]] = [
    (method, _pattern(path), handler)
    for method, path, handler in (
        ("GET", "/api/atlas", lambda backend, call: backend.atlas()),
        ("GET", "/api/items", lambda backend, call: backend.items()),
        ("GET", "/api/maps/{name}", lambda backend, call: backend.map(call.parts["name"])),
        ("GET", "/api/items/{id}", lambda backend, call: backend.item(call.parts["id"])),
        ("GET", "/api/items/{id}/audio", _audio),
        (
            "GET",
            "/api/items/{id}/picture",
            lambda backend, call: backend.picture(call.parts["id"]),
        ),
        (
            "GET",
            "/api/figure/{id}",
            lambda backend, call: backend.figure(call.parts["id"]),
        ),
        ("GET", "/api/items/{id}/neighbours", _neighbours),
        ("POST", "/api/search", _search),
        ("POST", "/api/export", _export),
        ("GET", "/api/factors", lambda backend, call: backend.factors()),
        ("GET", "/api/edits/{id}", lambda backend, call: backend.edit(call.parts["id"])),
        (
            "GET",
            "/api/edits/{id}/audio",
            lambda backend, call: backend.edit_sound(call.parts["id"]),
        ),
        ("GET", "/api/reports", lambda backend, call: backend.reports()),
        ("GET", "/api/reports/{name}", lambda backend, call: backend.report(call.parts["name"])),
        ("GET", "/api/decoding", lambda backend, call: backend.decoding()),
        ("GET", "/api/decoded/{id}", lambda backend, call: backend.decoded(call.parts["id"])),
        (
            "GET",
            "/api/decoded/{id}/audio",
            lambda backend, call: backend.decoded_sound(call.parts["id"], call.text("weights")),
        ),
        *WORD_CALLS,
        ("GET", "/api/jobs", lambda backend, call: backend.list_jobs()),
        ("POST", "/api/jobs", _start),
        (
            "POST",
            "/api/jobs/{id}/cancel",
            lambda backend, call: backend.cancel_job(call.parts["id"]),
        ),
        (
            "POST",
            "/api/jobs/{id}/resume",
            lambda backend, call: backend.resume_job(call.parts["id"]),
        ),
    )
]
