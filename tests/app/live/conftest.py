"""A server whose instrument is a toy."""

from __future__ import annotations

import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.live import Instrument, socket
from timbrespace.app.media import SoundCache

from ..toys import PATIENCE_S, running
from .toy_engine import ToyEngine


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """No page is let go because this machine is slow."""
    monkeypatch.setattr(socket, "SILENCE_S", PATIENCE_S)


@pytest.fixture
def engine():
    return ToyEngine()


@pytest.fixture
def server(atlas, engine, tmp_path):
    backend = Backend(atlas, cache=SoundCache(tmp_path), instrument=Instrument(lambda: engine))
    with running(backend) as found:
        yield found
