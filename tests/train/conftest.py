"""Trainings decode into a cache of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from .world import write_sounds


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session", autouse=True)
def _one_thread():
    """Models this small compute faster so, and on busy cores a hundred times faster."""
    try:
        import torch
    except ModuleNotFoundError:
        yield
        return
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def tone_folder(tmp_path_factory) -> Path:
    """Twelve struck tones of half a second."""
    return write_sounds(tmp_path_factory.mktemp("tones") / "tones")
