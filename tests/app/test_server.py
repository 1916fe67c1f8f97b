"""The server itself: where it listens, what it says, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser

import httpx
import psutil
import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.empty import EmptyAtlas
from timbrespace.app.server import MORE_PORTS, bind, make_app, serve
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job

from .toys import IDS, PATIENCE_S, SlowWork, running, until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_only_the_loopback_address_is_bound(server):
    listening = [
        c.laddr
        for c in psutil.Process().net_connections("tcp")
        if c.status == psutil.CONN_LISTEN and c.laddr.port == server.port
    ]
    assert [address.ip for address in listening] == ["127.0.0.1"]


def test_answers_are_not_held_back_for_more(client):
    """Nagle's delay would add 40 ms to every sound; a busy machine adds some, not to all."""
    path = f"/api/items/{IDS[0]}/audio"
    client.get(path)

    def was_quick():
        began_s = time.monotonic()
        client.get(path)
        return time.monotonic() - began_s < 0.02

    until(was_quick)


def test_a_taken_port_leads_to_the_next_and_that_is_said():
    port = free_port()
    said = []
    with bind(port):
        serve(
            EmptyAtlas("x"),
            port=port,
            open_browser=False,
            say=said.append,
            on_ready=lambda running: running.stop(),
        )
    taken, used = map(int, re.findall(r"\d+", said[0])[:2])
    # Whatever else runs here may have the very next one, too.
    assert said[0].startswith(f"Port {port} is taken; this is on {used}") and taken == port
    assert port < used <= port + MORE_PORTS and f"http://127.0.0.1:{used}/" in said[1]


def test_when_all_ports_are_taken_the_error_says_what_to_do(monkeypatch):
    def taken(self, address):
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(socket.socket, "bind", taken)
    with pytest.raises(TimbrespaceError, match=f"8765 to {8765 + MORE_PORTS} are all taken"):
        bind(8765)


def test_a_port_that_cannot_be_is_an_error_not_a_traceback():
    with pytest.raises(TimbrespaceError):
        bind(70_000)


@pytest.mark.parametrize("wanted", [True, False])
def test_the_browser_opens_only_if_wanted(monkeypatch, wanted):
    opened, ready = [], threading.Event()
    monkeypatch.setattr(webbrowser, "open", opened.append)

    def on_ready(running):
        ready.set()
        running.stop()

    serve(EmptyAtlas("x"), port=0, open_browser=wanted, on_ready=on_ready, say=lambda line: None)
    assert ready.is_set()
    assert len(opened) == wanted
    assert all(url.startswith("http://127.0.0.1:") for url in opened)


def test_stopping_cancels_what_runs(own_atlas):
    backend = Backend(own_atlas)
    with running(backend):
        job = backend.jobs.run(Job("toy"), SlowWork())
    # The server does not wait for what is slow to stop; this test does.
    assert backend.jobs.wait(job.id, PATIENCE_S) == "cancelled"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_it_cleanly_with_a_page_open_and_a_job_running():
    code = """
import time
from timbrespace.app.empty import EmptyAtlas
from timbrespace.app.server import serve
from timbrespace.jobs import Job

def work(job):
    while True:
        job.check()
        time.sleep(0.01)

def on_ready(running):
    job = running.backend.jobs.run(Job("toy"), work)
    running.backend.hub.listen(lambda event: print(event["job"]["state"], flush=True))
    print(running.port, flush=True)

serve(EmptyAtlas("x"), port=0, open_browser=False, on_ready=on_ready, say=lambda line: None)
"""
    from websockets.sync.client import connect

    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        port = int(process.stdout.readline())
        origin = f"http://127.0.0.1:{port}"
        with connect(f"ws://127.0.0.1:{port}/api/events", origin=origin, proxy=None):
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert "cancelled" in out
    assert "Traceback" not in err


#: Calls whose rooms have tests of what they name.
THEIR_OWN = ("/api/live/", "/api/effects", "/api/words", "/api/figure/")


def test_the_openapi_names_every_call_of_the_contract(server):
    paths = httpx.get(f"{server.url}api/openapi.json").json()["paths"]
    assert {
        "/api/atlas", "/api/items", "/api/maps/{name}", "/api/items/{item_id}",
        "/api/items/{item_id}/audio", "/api/items/{item_id}/picture",
        "/api/items/{item_id}/picture.bin", "/api/items/{item_id}/neighbours", "/api/search",
        "/api/export", "/api/factors", "/api/edits/{edit_id}", "/api/edits/{edit_id}/audio",
        "/api/reports", "/api/reports/{name}", "/api/jobs",
        "/api/jobs/{job_id}/cancel", "/api/jobs/{job_id}/resume", "/api/decoding",
        "/api/decoded/{ready_id}", "/api/decoded/{ready_id}/audio",
        "/api/listening/abx",
    } == {p for p in paths if not p.startswith(THEIR_OWN)}  # fmt: skip


def test_nothing_documents_itself_from_the_network(client):
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_an_app_knows_its_backend(atlas):
    backend = Backend(atlas)
    assert make_app(backend).state.backend is backend
    assert make_app(atlas).state.backend.n_items == 7
