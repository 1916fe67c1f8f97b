"""Small plug-ins, compiled where a C compiler is at hand, and where the host looks for them."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ZOO = "urn:timbrespace:zoo#"
NAMES = ("late", "trouble", "stereo", "asks", "refuses", "stuck", "needs", "organ")


def compiled(source: Path, target: Path, *flags: str) -> None:
    """A library of one C file; skips where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler (cc) here: plug-ins that misbehave can't be made")
    command = [compiler, "-shared", "-fPIC", "-O1", *flags, "-o", str(target), str(source), "-lm"]
    subprocess.run(command, check=True, timeout=60)


def bundle(folder: Path, *flags: str) -> Path:
    """A folder that holds one bundle, with the code of all plug-ins."""
    inside = folder / "zoo.lv2"
    inside.mkdir(parents=True)
    compiled(HERE / "zoo.c", inside / "zoo.so", *flags)
    shutil.copy(HERE / "zoo.ttl", inside / "zoo.ttl")
    entries = "".join(
        f"<{ZOO}{name}> a lv2:Plugin ; lv2:binary <zoo.so> ; rdfs:seeAlso <zoo.ttl> .\n"
        for name in NAMES
    )
    prefixes = (
        "@prefix lv2: <http://lv2plug.in/ns/lv2core#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    (inside / "manifest.ttl").write_text(prefixes + entries)
    return folder


@pytest.fixture(scope="session")
def zoo_folder(tmp_path_factory):
    """Where the plug-ins of ``zoo.c`` are installed."""
    return bundle(tmp_path_factory.mktemp("lv2"))


@pytest.fixture
def zoo(zoo_folder, monkeypatch):
    """Only these are installed; gives the beginning of their URIs."""
    monkeypatch.setenv("LV2_PATH", str(zoo_folder))
    return ZOO


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """No plug-in is ended because this machine is slow."""
    from timbrespace.effects.plugins.watched import process

    monkeypatch.setattr(process, "OPENING_S", 120.0)
    monkeypatch.setattr(process, "PATIENCE_S", 120.0)


@pytest.fixture
def impatient(monkeypatch, patient):
    """Within it, a plug-in that hangs is ended soon."""
    from timbrespace.effects.plugins.watched import process

    @contextmanager
    def within():
        with monkeypatch.context() as patch:
            patch.setattr(process, "PATIENCE_S", 0.3)
            patch.setattr(process, "PATIENCE_PER_S", 0.0)
            yield

    return within


@pytest.fixture(scope="session")
def mda():
    """The URIs of the real suite begin so; skips where it is not installed."""
    if not Path("/usr/lib/lv2/mda.lv2").is_dir():
        pytest.skip("mda-lv2 is not installed: apt install mda-lv2")
    return "http://drobilla.net/plugins/mda/"
