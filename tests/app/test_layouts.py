"""A layout from a panel: checked, started once, watched, and heard of by every page."""

from __future__ import annotations

import time

import numpy as np
import pytest

from timbrespace.app.backend import Backend
from timbrespace.errors import TimbrespaceError
from timbrespace.explore.worker import LayoutWorker

from .toys import PATIENCE_S, SPACE


@pytest.fixture
def backend(own_atlas):
    found = Backend(own_atlas, layouter=LayoutWorker(warm=()))
    yield found
    found.close()


def test_a_layout_becomes_a_map_that_pages_hear_of(backend):
    heard = []
    backend.hub.listen(heard.append)
    started = backend.start_job("layout", {"method": "pca", "dims": 3, "seed": 4}).json
    assert backend.jobs.wait(started["id"], PATIENCE_S) == "done"
    maps = {m["name"]: m for m in backend.atlas().json["maps"]}
    found = maps["toy.1-pca-3d"]
    assert (found["space"], found["dims"], found["seed"]) == (SPACE, 3, 4)
    assert {"type": "map", "name": "toy.1-pca-3d"} in heard
    rows = np.frombuffer(backend.map("toy.1-pca-3d").buffer, "<f4").reshape(7, 4)
    assert np.isfinite(rows).all()
    assert [e["job"]["state"] for e in heard if e["type"] == "job"][-1] == "done"


def test_it_is_computed_in_another_process(backend, monkeypatch):
    def here(*args, **options):
        raise AssertionError("computed in the server's own process")

    monkeypatch.setattr("timbrespace.explore.layout.compute", here)
    started = backend.start_job("layout", {"method": "pca", "dims": 3}).json
    assert backend.jobs.wait(started["id"], PATIENCE_S) == "done"


def test_two_clicks_start_one_job(own_atlas):
    class Stuck(LayoutWorker):
        def compute(self, *args, job=None, **options):
            while True:
                job.check()
                time.sleep(0.01)

    backend = Backend(own_atlas, layouter=Stuck(warm=()))
    ids = [backend.start_job("layout", {"method": "umap"}).json["id"] for _ in range(2)]
    other = backend.start_job("layout", {"method": "umap", "seed": 1}).json["id"]
    assert len({*ids, other}) == 2
    assert ids[0] == ids[1]
    backend.close()
    for job_id in {*ids, other}:
        backend.jobs.wait(job_id, PATIENCE_S)  # Closing does not wait for those that are slow.
    assert {j["state"] for j in backend.list_jobs().json} == {"cancelled"}


@pytest.mark.parametrize(
    "params",
    [{"method": ["umap"]}, {"dims": "2"}, {"dims": 2.5}, {"seed": True}, {"seed": 2**32},
     {"seed": "1"}, {"space": []}, {"method": None}, {"space": "../../x"}],
)  # fmt: skip
def test_what_does_not_fit_is_refused_before_anything_starts(backend, params):
    with pytest.raises(TimbrespaceError):
        backend.start_job("layout", params)
    assert backend.list_jobs().json == []
