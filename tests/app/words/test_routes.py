"""The calls about words over HTTP and in a notebook: the same answers."""

from __future__ import annotations

import json

import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.media import SoundCache
from timbrespace.widget.calls import reply

from ..toys import IDS, page_of, running


@pytest.fixture
def backend(atlas, tmp_path):
    return Backend(atlas, cache=SoundCache(tmp_path))


@pytest.fixture
def client(backend):
    with running(backend) as found, page_of(found) as page:
        yield page


def ask(backend, method, path, query=None, body=None, buffers=()):
    message = {"call": 1, "method": method, "path": path, "query": query or {}, "json": body}
    said, sent = reply(backend, message, list(buffers))
    return said["status"], said["json"], sent


def over_http(client, method, path, query=None, body=None, buffers=()):
    sent = {"content": buffers[0]} if buffers else {"json": body} if body is not None else {}
    answer = client.request(method, path, params=query, **sent)
    is_json = answer.headers["content-type"] == "application/json"
    return answer.status_code, answer.json() if is_json else None, [answer.content]


CALLS = [
    ("POST", "/api/words/Loud/mark", {"said": True, "items": IDS[:2]}),
    ("POST", "/api/words/loud/mark", {"said": 1, "items": IDS[-3:]}),
    ("POST", "/api/words/loud/unmark", {"ids": IDS[-1:]}),
    ("GET", "/api/words/loud/values", None),
    ("POST", "/api/words/loud/fit", {}),
    ("GET", "/api/words", None),
    ("GET", "/api/words/loud/values", None),
    ("GET", "/api/words/loud/suggestions", None),
    ("POST", "/api/words/loud/rescale", {"low": 1, "high": 5, "unit": "x"}),
    ("POST", "/api/words/loud/rename", {"title": "Blaring"}),
    ("GET", "/api/words/blaring.json", None),
    ("POST", "/api/words/blaring/forget", {}),
    ("POST", "/api/words/nope/fit", {}),
]


def test_http_and_notebook_say_the_same(backend, client, monkeypatch, tmp_path_factory):
    said = {}
    for name, call, at in (("http", over_http, client), ("notebook", ask, backend)):
        monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path_factory.mktemp(name)))
        said[name] = [call(at, method, path, None, body) for method, path, body in CALLS]
    for (method, path, _), here, there in zip(CALLS, said["http"], said["notebook"], strict=True):
        assert here[0] == there[0], (method, path)
        if here[1] is not None:
            assert json.loads(json.dumps(there[1])) == here[1], (method, path)
        else:
            assert here[2] == there[2], (method, path)
    assert [status for status, _, _ in said["http"]] == [200] * 3 + [400] + [200] * 8 + [400]


def test_a_file_travels_both_ways(backend, client):
    client.post("/api/words/loud/mark", json={"said": True, "items": IDS[:2]})
    answer = client.get("/api/words/loud.json", params={"marks": "false"})
    assert answer.headers["content-disposition"] == 'attachment; filename="loud.json"'
    assert answer.json()["marks"] == []
    assert client.post("/api/words", content=answer.content).status_code == 400  # Is there.
    loaded = client.post("/api/words", params={"name": "Theirs"}, content=answer.content)
    assert loaded.json()["title"] == "Theirs"
    status, told, _ = ask(backend, "POST", "/api/words", {"name": "Mine"}, None, [answer.content])
    assert (status, told["name"]) == (200, "mine")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/words/loud/mark", {"said": True}),
        ("/api/words/loud/unmark", {"ids": "abc"}),
        ("/api/words/loud/rescale", {"low": True, "high": "x"}),
    ],
)
def test_a_notebook_says_what_does_not_fit(backend, path, body):
    status, told, _ = ask(backend, "POST", path, None, body)
    assert status == 400
    assert told["error"] and told["remedy"]


def test_other_pages_hear_that_a_word_has_changed(backend):
    heard = []
    backend.hub.publish = heard.append
    backend.words.mark("loud", True, IDS[:1])
    assert heard == [{"type": "words"}]
