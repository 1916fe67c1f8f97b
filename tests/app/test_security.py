"""Nobody but this page gets in, by HTTP or by WebSocket."""

from __future__ import annotations

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from timbrespace.app.answers import Refused
from timbrespace.app.security import check_caller, security_headers

from .toys import IDS

SOUND = f"/api/items/{IDS[0]}/audio"
PATHS = ["/", "/api/atlas", "/api/items", SOUND, "/api/jobs", "/api/openapi.json"]
FOREIGN_ORIGINS = [
    "http://evil.example",
    "https://127.0.0.1:{port}",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://localhost:{port}",  # Another name than the one in Host.
    "http://127.0.0.1:{port}.evil.example",
    "null",
]


def scope_of(method="GET", path="/api/atlas", port=8765, type_="http", **headers):
    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return {
        "type": type_, "method": method, "path": path, "headers": named,
        "server": ("127.0.0.1", port),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_loopback_names_with_our_port_pass(name):
    check_caller(scope_of(host=f"{name}:8765"))
    check_caller(scope_of("POST", host=f"{name}:8765", origin=f"http://{name}:8765"))


@pytest.mark.parametrize(
    "host",
    ["", "127.0.0.1", "127.0.0.1:80", "evil.example:8765", "127.0.0.1.evil.example:8765",
     "127.0.0.2:8765", "0.0.0.0:8765", "localhost:8765@evil.example", "localhost:", "::1:8765",
     "[::1", "localhost.:8765", "user@localhost:8765", "localhost:8765:8765"],
)  # fmt: skip
def test_every_other_host_is_refused(host):
    with pytest.raises(Refused):
        check_caller(scope_of(host=host))


def test_two_hosts_are_refused():
    scope = scope_of(host="127.0.0.1:8765")
    scope["headers"].append((b"Host", b"evil.example"))
    with pytest.raises(Refused):
        check_caller(scope)


def test_port_80_needs_no_number():
    check_caller(scope_of(host="localhost", port=80))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_change_must_say_which_page_asks(method):
    with pytest.raises(Refused):
        check_caller(scope_of(method, host="127.0.0.1:8765"))


@pytest.mark.parametrize("site", ["cross-site", "same-site", "made-up"])
def test_what_another_page_loads_is_refused(site):
    for mode, dest in (("no-cors", "audio"), ("cors", "empty"), ("navigate", "iframe")):
        with pytest.raises(Refused):
            check_caller(
                scope_of(
                    path="/",
                    host="127.0.0.1:8765",
                    sec_fetch_site=site,
                    sec_fetch_mode=mode,
                    sec_fetch_dest=dest,
                )
            )


def test_a_link_to_the_page_may_be_followed_but_not_one_to_the_data():
    asked = {
        "host": "127.0.0.1:8765",
        "sec_fetch_site": "cross-site",
        "sec_fetch_mode": "navigate",
        "sec_fetch_dest": "document",
    }
    check_caller(scope_of(path="/", **asked))
    with pytest.raises(Refused):
        check_caller(scope_of(path="/api/items", **asked))


@pytest.mark.parametrize("path", PATHS)
def test_a_rebound_name_gets_nothing(server, path):
    for host in ("evil.example", f"evil.example:{server.port}", f"127.0.0.1:{server.port + 1}"):
        answer = httpx.get(f"{server.url}{path[1:]}", headers={"host": host})
        assert answer.status_code == 403
        assert set(answer.json()) == {"error", "remedy"}


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_foreign_page_gets_nothing(server, origin):
    origin = origin.format(port=server.port)
    with httpx.Client(base_url=server.url, headers={"origin": origin}) as foreign:
        answers = [foreign.get(path) for path in PATHS]
        answers += [
            foreign.post("/api/jobs", json={"kind": "layout", "params": {}}),
            foreign.post("/api/search", content=b"x"),
            foreign.options("/api/jobs"),
        ]
    assert {a.status_code for a in answers} == {403}
    assert not any("access-control-allow-origin" in a.headers for a in answers)


@pytest.mark.parametrize("origin", [*FOREIGN_ORIGINS, None])
def test_a_foreign_page_hears_no_events(server, origin):
    url = f"ws://127.0.0.1:{server.port}/api/events"
    origin = origin and origin.format(port=server.port)
    with pytest.raises(InvalidStatus) as refused:
        connect(url, origin=origin)
    assert refused.value.response.status_code == 403


def test_a_rebound_name_hears_no_events(server):
    own = server.url.rstrip("/")
    with pytest.raises(InvalidStatus):
        connect(
            f"ws://127.0.0.1:{server.port}/api/events",
            origin=own,
            additional_headers={"Host": f"evil.example:{server.port}"},
        )


def test_local_tools_may_read_without_an_origin(server):
    assert httpx.get(f"{server.url}api/atlas").status_code == 200


@pytest.mark.parametrize("path", [*PATHS, "/api/nothing"])
def test_every_answer_tells_browsers_to_be_careful(client, path):
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == "'self'"


def test_the_page_may_connect_to_its_own_socket_only():
    policy = security_headers("localhost:9")["content-security-policy"]
    assert "ws://localhost:9" in policy
    assert "ws:" not in policy.replace("ws://localhost:9", "")


def test_bodies_are_bounded(client, monkeypatch):
    monkeypatch.setattr("timbrespace.app.security.SOUND_BYTES", 1000)
    monkeypatch.setattr("timbrespace.app.security.BODY_BYTES", 100)
    announced = client.post("/api/search", content=bytes(1001))
    streamed = client.post("/api/search", content=iter([bytes(600), bytes(600)]))
    other = client.post("/api/export", json={"ids": ["0" * 16] * 50})
    assert [a.status_code for a in (announced, streamed, other)] == [413, 413, 413]
    for path in ("sounds", "batches/1/sounds", f"spaces/{'0' * 16}/reference"):
        assert client.post(f"/api/effects/{path}", content=bytes(900)).status_code in (400, 404)
        assert client.post(f"/api/effects/{path}", content=bytes(1001)).status_code == 413
    assert client.post("/api/effects/presets/open", content=bytes(101)).status_code == 413
    assert "1000" not in announced.text
