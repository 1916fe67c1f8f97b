"""Imports only go down the house, and the heavy ones wait until they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import timbrespace

HOUSE = Path(str(timbrespace.__file__)).parent
FLOORS = [
    {"errors", "places", "jobs", "fetch", "crew", "priority"},
    {"audio", "corpus"},
    {"atlas"},
    {"spaces", "effects"},
    {"train"},
    {
        "explore",
        "semantics",
        "factors",
        "measure",
        "reports",
        "surrogates",
        "exports",
        "matching",
        "settings",
        "listening",
        "sonify",
    },
    {"live"},
    {"api"},
    {"app", "widget", "cli", "studies", "__main__"},
]
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
#: A face may be asked for by what lies under it only where somebody says show().
ALLOWED_UP = {("api", "widget"), ("api", "app")}


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    parts = [name.split(".") for name in names if name.startswith("timbrespace.")]
    return {part[1] for part in parts if part[1] in LEVEL}


@pytest.mark.parametrize(
    "path", sorted(HOUSE.rglob("*.py")), ids=lambda p: str(p.relative_to(HOUSE))
)
def test_imports_go_down(path):
    room = room_of(path)
    if room == "__init__":
        return
    assert room in LEVEL, f"{room} stands on no floor: add it to FLOORS and architecture.md"
    for other in imported_rooms(path):
        if (room, other) in ALLOWED_UP:
            continue
        assert LEVEL[other] <= LEVEL[room], f"{path} imports {other}, which lies above {room}"


def test_help_brings_nothing_heavy_along():
    code = "import sys, timbrespace.cli; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"numpy", "pandas", "scipy", "sklearn", "torch", "umap", "onnxruntime", "fastapi",
             "av", "numba", "zarr", "pyarrow"}  # fmt: skip
    assert not heavy & set(loaded)
