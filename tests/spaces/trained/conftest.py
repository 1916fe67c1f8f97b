"""A toy space, and its kind as if a package had registered it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .registered import registering
from .world import ToyKind, write_toy


@pytest.fixture(scope="session")
def toy(tmp_path_factory) -> Path:
    """The folder of a toy space; copy it before writing to it."""
    return write_toy(tmp_path_factory.mktemp("toy") / "bells.space")


@pytest.fixture
def toy_kind(monkeypatch):
    """The kind ``toy`` is registered."""
    registering(monkeypatch, "toy", ToyKind)
