"""A page that opens at once, on which the map grows while the build goes on."""

from __future__ import annotations

import io
import os
import threading
from functools import partial

import httpx
import pandas as pd
import pytest
import soundfile

from timbrespace.app.backend import Backend
from timbrespace.app.building import PageWatcher, serve_while_building, start_build
from timbrespace.app.empty import EmptyAtlas
from timbrespace.atlas import Store
from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.explore.worker import LayoutWorker

from .toys import IDS, PATIENCE_S, ToyAtlas, item_rows, until, write_map, write_sounds


class Growing:
    """A build that goes one step further whenever the test lets it."""

    def __init__(self, folder):
        self.folder = folder
        self.let, self.did = threading.Semaphore(0), threading.Semaphore(0)
        self.begun = 0

    def __call__(self, job, watcher):
        self.begun += 1
        sounds = self.folder / "sounds"
        write_sounds(sounds)
        rejects = pd.DataFrame([{"path": "x", "reason": "empty", "remedy": "-"}])
        store = Store(self.folder / "toy.atlas")
        job.begin(total=3)
        watcher.scanned(Corpus(sounds, item_rows(), rejects))
        self.step(job)
        store.prepare(space="toy:1")
        for n in (2, 5, 7):
            store.write_items(item_rows(IDS[:n]))
            atlas = ToyAtlas(store, sounds)
            watcher.grew(atlas)
            write_map(store, ids=IDS[:n])
            watcher.mapped(atlas, "toy.1-pca-2d")
            job.advance()
            self.step(job)
        return atlas

    def step(self, job):
        self.did.release()
        while not self.let.acquire(timeout=0.02):
            job.check()


@pytest.fixture
def build(tmp_path):
    return Growing(tmp_path)


@pytest.fixture
def backend():
    found = Backend(EmptyAtlas("Mapping toys"), layouter=LayoutWorker(warm=()))
    yield found
    found.close()


def test_the_page_grows_with_the_atlas(backend, build):
    heard = []
    backend.hub.listen(heard.append)
    assert backend.atlas().json["n_items"] == 0
    job = start_build(backend, build, "Mapping toys")
    build.did.acquire()
    assert backend.atlas().json["rejects"][0]["reason"] == "empty"
    versions = []
    for n in (2, 5, 7):
        build.let.release()
        build.did.acquire()
        items = backend.items().json
        assert items["id"] == IDS[:n]
        assert backend.map("toy.1-pca-2d").headers == {"X-Rows": str(n), "X-Columns": "3"}
        versions.append(items["version"])
    assert versions == sorted(set(versions))
    build.let.release()
    assert backend.jobs.wait(job.id, PATIENCE_S) == "done"
    told = [e["n_items"] for e in heard if e["type"] == "items"]
    assert told == sorted(told)
    assert told[-1] == 7
    assert len([e for e in heard if e["type"] == "map"]) == 3


def test_a_page_reads_a_state_that_does_not_change_under_it(backend, build):
    job = start_build(backend, build, "t")
    build.did.acquire()
    build.let.release()
    build.did.acquire()
    view = backend._view
    build.let.release()
    build.did.acquire()
    assert view.items.ids == IDS[:2]
    assert len(view.atlas.items) == 2
    backend.jobs.cancel(job.id)
    assert backend.jobs.wait(job.id, PATIENCE_S) == "cancelled"


def test_a_build_is_stopped_and_goes_on(backend, build):
    job = start_build(backend, build, "t")
    build.did.acquire()
    backend.cancel_job(job.id)
    assert backend.jobs.wait(job.id, PATIENCE_S) == "cancelled"
    for _ in range(4):
        build.let.release()
    backend.resume_job(job.id)
    assert backend.jobs.wait(job.id, PATIENCE_S) == "done"
    assert build.begun == 2
    assert backend.n_items == 7


def test_many_chunks_do_not_make_many_events(backend, tmp_path, build, monkeypatch):
    # However slow this machine is, all of it happens between two looks.
    monkeypatch.setattr("timbrespace.app.building.LOOK_S", PATIENCE_S)
    heard = []
    write_sounds(tmp_path / "sounds")
    store = Store(tmp_path / "toy.atlas")
    store.prepare()
    store.write_items(item_rows())
    watcher = PageWatcher(backend, "t")
    backend.hub.listen(heard.append)
    atlas = ToyAtlas(store, tmp_path / "sounds")
    for _ in range(1000):
        watcher.grew(atlas)
    assert 1 <= len(heard) <= 2


def test_layouts_of_a_build_are_made_in_another_process(backend):
    watcher = PageWatcher(backend, "t")
    layout = watcher.compute([[0.0, 1.0], [2.0, 3.0]], "pca")
    assert layout.points.shape == (2, 2)
    assert backend.layouter.pid not in (None, os.getpid())


def test_serving_starts_before_the_first_sound_and_ends_with_all_of_them(
    build, monkeypatch, capsys
):
    monkeypatch.setattr("timbrespace.explore.worker.LayoutWorker", partial(LayoutWorker, warm=()))
    said, seen = [], {}

    def on_ready(running):
        try:
            with httpx.Client(base_url=running.url, timeout=PATIENCE_S) as client:
                seen["before"] = client.get("/api/atlas").json()["n_items"]
                for _ in range(4):
                    build.let.release()
                (job,) = client.get("/api/jobs").json()
                running.backend.jobs.wait(job["id"], PATIENCE_S)
                seen["after"] = client.get("/api/atlas").json()["n_items"]
                sound = client.get(f"/api/items/{IDS[0]}/audio").content
                seen["sound"] = soundfile.info(io.BytesIO(sound)).frames
                until(lambda: any("on the map" in line for line in said))
        finally:
            running.stop()

    serve_while_building(
        build, "Toys", port=0, open_browser=False, say=said.append, on_ready=on_ready
    )
    assert seen == {"before": 0, "after": 7, "sound": 11_025}
    assert any(line.startswith("7 sounds are on the map after") for line in said)


def test_a_build_with_nothing_to_show_ends_in_its_error(monkeypatch):
    monkeypatch.setattr("timbrespace.explore.worker.LayoutWorker", partial(LayoutWorker, warm=()))

    def fails(job, watcher):
        raise TimbrespaceError("No sound in 'x' can be read.", "Look at the list.")

    with pytest.raises(TimbrespaceError, match="No sound in 'x'"):
        serve_while_building(fails, "Toys", port=0, open_browser=False, say=lambda line: None)


def test_a_build_that_fails_later_leaves_its_page(build, monkeypatch):
    monkeypatch.setattr("timbrespace.explore.worker.LayoutWorker", partial(LayoutWorker, warm=()))
    said, states = [], []

    def fails(job, watcher):
        build(job, watcher)
        raise TimbrespaceError("The disk is full.", "Free some space.")

    def on_ready(running):
        for _ in range(4):
            build.let.release()
        try:
            until(lambda: any("failed" in line for line in said))
            states.extend(running.backend.list_jobs().json)
        finally:
            running.stop()

    serve_while_building(
        fails, "Toys", port=0, open_browser=False, say=said.append, on_ready=on_ready
    )
    assert states[0]["state"] == "failed"
    assert "The disk is full. Free some space." in said[-1]
