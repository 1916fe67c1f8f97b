"""The notebook's calls answer what the HTTP routes answer."""

from __future__ import annotations

import json

import httpx
import numpy as np
import pytest

from timbrespace.app.backend import Backend
from timbrespace.widget import calls
from timbrespace.widget.calls import reply

from ..app.toys import IDS, MAP, page_of, running


@pytest.fixture(scope="module")
def backend(atlas, tmp_path_factory):
    from timbrespace.app.media import SoundCache

    found = Backend(atlas, cache=SoundCache(tmp_path_factory.mktemp("played")))
    yield found
    found.close()


@pytest.fixture(scope="module")
def client(backend):
    with running(backend) as server, page_of(server) as found:
        yield found


def ask(backend, method, path, query=None, json=None, buffers=()):
    return reply(
        backend,
        {"call": 7, "method": method, "path": path, "query": query or {}, "json": json},
        list(buffers),
    )


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/atlas", {}),
        ("/api/items", {}),
        (f"/api/items/{IDS[2]}", {}),
        (f"/api/items/{IDS[2]}/picture", {}),
        (f"/api/items/{IDS[2]}/neighbours", {"k": 3}),
        (f"/api/items/{IDS[2]}/neighbours", {"k": "2", "space": "yamnet:scores"}),
        ("/api/jobs", {}),
        ("/api/maps/nope", {}),
        ("/api/items/nope", {}),
        ("/api/items/nope/audio", {}),
        (f"/api/items/{IDS[2]}/audio", {"preview_s": -1}),
        (f"/api/items/{IDS[2]}/neighbours", {"space": "nope:1"}),
    ],
)
def test_plain_answers_are_the_same(backend, client, path, query):
    said, _ = ask(backend, "GET", path, query)
    over_http = client.get(path, params=query)
    assert said["call"] == 7
    assert said["status"] == over_http.status_code
    assert json.loads(json.dumps(said["json"])) == over_http.json()


@pytest.mark.parametrize(
    ("path", "over_http"),
    [
        (f"/api/maps/{MAP}", f"/api/maps/{MAP}"),
        (f"/api/items/{IDS[1]}/picture", f"/api/items/{IDS[1]}/picture.bin"),
        (f"/api/items/{IDS[1]}/audio", f"/api/items/{IDS[1]}/audio"),
    ],
)
def test_buffers_are_the_same(backend, client, path, over_http):
    said, (buffer,) = ask(backend, "GET", path)
    assert said["status"] == 200
    assert buffer == client.get(over_http).content


def test_a_map_says_its_shape(backend):
    said, (buffer,) = ask(backend, "GET", f"/api/maps/{MAP}")
    rows = np.frombuffer(buffer, "<f4").reshape(said["json"]["rows"], said["json"]["columns"])
    assert rows.shape == (7, 3)


def test_search_and_export_are_the_same(backend, client, atlas):
    body = (atlas.sounds / "kick.wav").read_bytes()
    query = {"k": 2, "map": MAP}
    said, _ = ask(backend, "POST", "/api/search", query, buffers=[body])
    assert said["json"] == client.post("/api/search", params=query, content=body).json()
    said, (archive,) = ask(backend, "POST", "/api/export", json={"ids": IDS})
    assert archive == client.post("/api/export", json={"ids": IDS}).content


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"path": "/api/nothing"},
        {"method": "DELETE", "path": "/api/atlas"},
        {"path": "/api/items/../../etc/passwd/audio"},
        {"path": "/api/atlas", "query": [1]},
        {"path": f"/api/items/{IDS[0]}/neighbours", "query": {"k": "many"}},
        {"path": f"/api/items/{IDS[0]}/audio", "query": {"preview_s": "x"}},
        {"method": "POST", "path": "/api/export", "json": {"ids": "all"}},
        {"method": "POST", "path": "/api/export", "json": {}},
        {"method": "POST", "path": "/api/search"},
        {"method": "POST", "path": "/api/jobs", "json": {"kind": "layout", "params": [1]}},
        {"method": "POST", "path": "/api/jobs", "json": {"kind": "dance"}},
        {"method": "POST", "path": "/api/jobs/nope/cancel"},
        {"method": "POST", "path": "/api/jobs/nope/resume"},
    ],
)
def test_what_cannot_be_answered_is_an_error_of_the_agreed_form(backend, message):
    said, buffers = reply(backend, {"call": 1, **message})
    assert 400 <= said["status"] < 500
    assert set(said["json"]) == {"error", "remedy"}
    assert buffers == []


def test_a_fault_of_ours_is_answered_too(own_atlas, monkeypatch, caplog):
    def broken(item_id, n=5):
        raise ZeroDivisionError

    monkeypatch.setattr(own_atlas, "classes", broken)
    said, _ = ask(Backend(own_atlas), "GET", f"/api/items/{IDS[0]}")
    assert said["status"] == 500
    assert "ZeroDivisionError" in caplog.text


def test_replies_are_bounded(backend, monkeypatch):
    monkeypatch.setattr(calls, "REPLY_BYTES", 1000)
    for method, path, body in (
        ("GET", f"/api/items/{IDS[0]}/audio", None),
        ("POST", "/api/export", {"ids": IDS}),
    ):
        assert ask(backend, method, path, json=body)[0]["status"] == 413
    short, (buffer,) = ask(backend, "GET", f"/api/items/{IDS[0]}/audio", {"preview_s": 0.01})
    assert short["status"] == 200
    assert len(buffer) < 1000


def test_every_http_route_has_its_message(backend, client):
    routes = client.get("/api/openapi.json").json()["paths"]
    assert isinstance(client, httpx.Client)
    for path, methods in routes.items():
        if path.endswith("picture.bin"):
            continue  # Travels beside its JSON here.
        if path.startswith(("/api/live/", "/api/effects")):
            continue  # A notebook carries no live sound, and the panels say so.
        if path == "/api/listening/abx":
            continue  # A page of its own, which a notebook has no address for; it is not offered.
        for method in methods:
            sample = path.replace("{item_id}", "x").replace("{job_id}", "x")
            said, _ = ask(backend, method.upper(), sample.replace("{name}", "x"))
            assert "There is no call" not in str(said["json"]), path
