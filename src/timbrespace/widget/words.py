"""The calls about the user's own words, from a notebook."""

from __future__ import annotations

from urllib.parse import unquote

from timbrespace.app.answers import Answer, CallError
from timbrespace.app.backend import Backend
from timbrespace.widget.call import Call, Handler


def _name(call: Call) -> str:
    return unquote(call.parts["name"])


def _mark(backend: Backend, call: Call) -> Answer:
    if call.json.get("items") is None:
        raise CallError("In a notebook nothing plays live.", "Mark sounds of the map.")
    return backend.words.mark(_name(call), call.json.get("said"), call.texts("items"))


def _rescale(backend: Backend, call: Call) -> Answer:
    unit = str(call.json.get("unit") or "")
    return backend.words.rescale(_name(call), call.figure("low"), call.figure("high"), unit)


def _file(backend: Backend, call: Call) -> Answer:
    return backend.words.file(_name(call), marks=call.text("marks") != "false")


def _load(backend: Backend, call: Call) -> Answer:
    file = bytes(call.buffers[0]) if call.buffers else b""
    return backend.words.load(file, call.text("name") or "")


def _suggest(backend: Backend, call: Call) -> Answer:
    return backend.words.suggest(_name(call), call.number("n", int, 8))


def _rename(backend: Backend, call: Call) -> Answer:
    return backend.words.rename(_name(call), str(call.json.get("title") or ""))


#: Method, path, and what answers.
WORD_CALLS: list[tuple[str, str, Handler]] = [
    ("GET", "/api/words", lambda backend, call: backend.words.listed()),
    ("POST", "/api/words", _load),
    ("GET", r"/api/words/{name}\.json", _file),
    ("GET", "/api/words/{name}/values", lambda b, call: b.words.values(_name(call))),
    ("GET", "/api/words/{name}/suggestions", _suggest),
    ("POST", "/api/words/{name}/mark", _mark),
    ("POST", "/api/words/{name}/unmark", lambda b, c: b.words.unmark(_name(c), c.texts("ids"))),
    ("POST", "/api/words/{name}/fit", lambda b, call: b.words.fit(_name(call))),
    ("POST", "/api/words/{name}/rename", _rename),
    ("POST", "/api/words/{name}/rescale", _rescale),
    ("POST", "/api/words/{name}/forget", lambda b, call: b.words.forget(_name(call))),
]
