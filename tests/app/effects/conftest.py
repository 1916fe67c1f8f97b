"""A server with a small space of settings."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from tests.settings.world import growing
from timbrespace.app.backend import Backend
from timbrespace.app.effects import Effects
from timbrespace.app.events import EventHub
from timbrespace.app.jobs import JobRunner
from timbrespace.app.media import SoundCache
from timbrespace.audio.write import wav_bytes
from timbrespace.settings.space import SettingsSpace

from ..toys import page_of, running


@pytest.fixture(scope="session")
def made_space(tmp_path_factory):
    """A space of 40 settings, made once; its folder and its id."""
    path = tmp_path_factory.mktemp("made") / "made.atlas"
    growing(path).run(40, 40)
    return path, SettingsSpace(path).plan.id


@pytest.fixture
def effects_backend(atlas, made_space, tmp_path):
    """A backend that has that space already."""
    path, space_id = made_space
    shutil.copytree(path, tmp_path / "spaces" / f"{space_id}.atlas")
    hub = EventHub()
    jobs = JobRunner(hub.publish)
    effects = Effects(jobs, hub, lambda: backend.layouter, folder=tmp_path / "spaces")
    cache = SoundCache(tmp_path / "played")
    backend = Backend(atlas, hub=hub, jobs=jobs, cache=cache, effects=effects)
    return backend


@pytest.fixture
def effects_server(effects_backend):
    with running(effects_backend) as found:
        yield found


@pytest.fixture
def page(effects_server):
    """The page, as far as headers go."""
    with page_of(effects_server) as found:
        yield found


@pytest.fixture
def wav():
    """A second of sound as the bytes of a file."""
    noise = np.random.default_rng(0).normal(0, 0.1, (2, 44_100)).astype(np.float32)
    return wav_bytes(noise, 44_100)
