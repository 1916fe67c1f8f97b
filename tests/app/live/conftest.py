"""A server whose instrument is a toy."""

from __future__ import annotations

import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.live import Instrument
from timbrespace.app.media import SoundCache

from ..toys import running
from .toy_engine import ToyEngine


@pytest.fixture
def engine():
    return ToyEngine()


@pytest.fixture
def server(atlas, engine, tmp_path):
    backend = Backend(atlas, cache=SoundCache(tmp_path), instrument=Instrument(lambda: engine))
    with running(backend) as found:
        yield found
