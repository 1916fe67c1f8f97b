"""Chromium as the browser tests and the page's benchmark start it, and a server beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timbrespace.app import server as app_server

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "timbrespace" / "app" / "static"

#: What is waited for comes far sooner; a machine whose cores are all busy is given time.
PATIENCE_S = 300

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


def find() -> str | None:
    """Debian's Chromium, or none."""
    return shutil.which("chromium")


def build_page() -> None:
    """Build the page where that has not been done, or where its sources are newer."""
    built = STATIC / "index.html"
    sources = [*(ROOT / "web" / "src").rglob("*"), *(ROOT / "web").glob("*.*")]
    newest = max(path.stat().st_mtime for path in sources if path.is_file())
    if built.exists() and built.stat().st_mtime >= newest:
        return
    steps = [["run", "build", "--silent"]]
    if not (ROOT / "web" / "node_modules").exists():
        steps.insert(0, ["ci", "--silent"])
    for step in steps:
        subprocess.run([sys.executable, str(ROOT / "scripts" / "npm.py"), *step], check=True)


@contextmanager
def launched(playwright) -> Iterator:
    """A browser without a profile."""
    browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def serving(atlas_or_backend, port: int = 0) -> Iterator[app_server.Running]:
    """A real server in a thread."""
    ready: list[app_server.Running] = []
    is_ready = threading.Event()

    def on_ready(running: app_server.Running) -> None:
        ready.append(running)
        is_ready.set()

    def run() -> None:
        app_server.serve(
            atlas_or_backend, port=port, open_browser=False, on_ready=on_ready, say=lambda _: None
        )

    thread = threading.Thread(target=run, name="server")
    thread.start()
    assert is_ready.wait(PATIENCE_S), "the server did not start"
    try:
        yield ready[0]
    finally:
        ready[0].stop()
        thread.join(PATIENCE_S)
