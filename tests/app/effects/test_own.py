"""The page of an atlas of settings begins with its clip, its effect and its points."""

from __future__ import annotations

import numpy as np
import pytest

import timbrespace
from tests.app.toys import page_of, running
from timbrespace.app.backend import Backend
from timbrespace.app.effects import Effects
from timbrespace.app.effects.own import CLIP, own_of
from timbrespace.app.empty import NoAtlas
from timbrespace.app.events import EventHub
from timbrespace.app.jobs import JobRunner
from timbrespace.app.view import View


@pytest.fixture
def own_page(made_space, tmp_path):
    """The page of such an atlas, and its backend; its user has no spaces yet."""
    atlas = timbrespace.open(made_space[0])
    hub = EventHub()
    jobs = JobRunner(hub.publish)
    effects = Effects(jobs, hub, lambda: backend.layouter, folder=tmp_path / "spaces")
    backend = Backend(atlas, hub=hub, jobs=jobs, effects=effects)
    with running(backend) as server, page_of(server) as found:
        yield found, backend


def test_its_own_points_are_shown_and_none_are_made(own_page, made_space):
    page, backend = own_page
    own = page.get("/api/effects").json()["own"]
    assert own == {"effect": "overdrive", "sound": CLIP}
    before = sorted(path.name for path in made_space[0].rglob("*"))
    made = page.post("/api/effects/spaces", json=own).json()
    assert made["job"] is None and made["space"]["id"] == made_space[1]
    assert made["space"]["n_points"] == made["space"]["most"] == 40
    at = f"/api/effects/spaces/{made_space[1]}"
    points = np.frombuffer(page.get(at + "/maps/umap").content, "<f4").reshape(40, 2)
    mapped = np.frombuffer(page.get("/api/maps/umap").content, "<f4").reshape(40, -1)
    np.testing.assert_array_equal(points, mapped[:, :2])
    assert page.get(at + "/points/3").json()["nearest"] == 3
    assert sorted(path.name for path in made_space[0].rglob("*")) == before
    assert backend.jobs.jobs() == []


def test_its_clip_is_the_very_one(own_page):
    page, backend = own_page
    facts = page.get(f"/api/effects/sounds/{CLIP}").json()
    assert facts["title"] == "burst"
    own = own_of(backend.view)
    assert backend.effects.sounds.find(backend.view, CLIP).clip().digest != own.plan.clip
    ready = backend.effects.sounds.find(backend.view, CLIP)
    assert ready.clip(ready.own.duration_s).digest == own.plan.clip


def test_another_effect_or_embedding_makes_a_space_of_its_own(own_page, made_space):
    page, backend = own_page
    for asked in ({"effect": "delay"}, {"effect": "overdrive", "embedding": "style"}):
        body = {"sound": CLIP, "n": 12, "most": 12, **asked}
        made = page.post("/api/effects/spaces", json=body).json()
        assert made["space"]["id"] != made_space[1] and made["job"]
        backend.jobs.cancel(made["job"]["id"])
        backend.jobs.wait(made["job"]["id"])


def test_other_atlases_have_none(atlas, page):
    for each in (atlas, NoAtlas()):
        assert own_of(View(each, 1)) is None
    assert page.get("/api/effects").json()["own"] is None
    assert page.get(f"/api/effects/sounds/{CLIP}").status_code == 404
