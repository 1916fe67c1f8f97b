"""A small VST3, compiled where a C compiler is at hand."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def built_vst3(tmp_path_factory):
    """The bundle of ``tiny.c``."""
    if importlib.util.find_spec("pedalboard") is None:
        pytest.skip("pedalboard is not installed: pip install 'timbrespace[plugins]'")
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("a VST3 is built here only on Linux, with a C compiler (cc)")
    bundle = tmp_path_factory.mktemp("vst3") / "Tiny.vst3"
    inside = bundle / "Contents" / f"{platform.machine()}-linux"
    inside.mkdir(parents=True)
    source = Path(__file__).with_name("tiny.c")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", inside / "Tiny.so", source, "-lm"]
    subprocess.run(command, check=True, timeout=60)
    return bundle


@pytest.fixture
def tiny(built_vst3, tmp_path, monkeypatch):
    """Its path; nobody has trusted it, and nothing is known of it."""
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))
    return built_vst3
