"""A kind as if an installed package had registered it."""

from __future__ import annotations

from types import SimpleNamespace

from timbrespace.spaces import registry
from timbrespace.spaces.trained import opening


def registering(monkeypatch, name: str, kind: object) -> None:
    """Add an entry point that loads to ``kind`` (or raises it), until the test ends."""

    def load():
        if isinstance(kind, Exception):
            raise kind
        return kind

    point = SimpleNamespace(name=name, value=f"{name}_package:KIND", dist=None, load=load)
    monkeypatch.setattr(opening, "_registered", lambda: {name: point})
    registry.families.cache_clear()
    monkeypatch.setattr(registry, "families", registry.families.__wrapped__)
