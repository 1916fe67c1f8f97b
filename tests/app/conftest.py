"""A toy atlas and a server of it, shared by the tests of the server."""

from __future__ import annotations

import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.media import SoundCache

from .toys import make_atlas, page_of, running


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def atlas(tmp_path_factory):
    """The toy atlas; nobody writes to it."""
    return make_atlas(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def own_atlas(tmp_path):
    """A toy atlas that this test may change."""
    return make_atlas(tmp_path)


@pytest.fixture(scope="session")
def server(atlas, tmp_path_factory):
    """One server for all tests that only read."""
    backend = Backend(atlas, cache=SoundCache(tmp_path_factory.mktemp("played")))
    with running(backend) as found:
        yield found


@pytest.fixture
def client(server):
    """A browser's own page, as far as headers go."""
    with page_of(server) as found:
        yield found
