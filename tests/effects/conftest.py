"""What is remembered of plug-ins lies aside, where all tests of a run find it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    """No test reads or writes what this machine knows of plug-ins."""
    folder = tmp_path_factory.getbasetemp() / "effects-cache"
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(folder))
