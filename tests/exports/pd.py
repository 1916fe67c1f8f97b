"""Debian's Pd, run without window and sound card."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest


class Pd:
    """A running Pd; what it says is read line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: Queue[str] = Queue()
        self.said: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stderr:
            self._lines.put(line.strip())

    def stop(self) -> None:
        """End it, and read what it still says."""
        self._process.terminate()
        self._process.wait(10)
        self._reader.join(10)
        self._process.stderr.close()
        while not self._lines.empty():
            self.said.append(self._lines.get())

    def wait_for(self, what: str, timeout_s: float = 10.0) -> str:
        """The first line not read so far that matches."""
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            try:
                line = self._lines.get(timeout=0.1)
            except Empty:
                continue
            self.said.append(line)
            if re.search(what, line):
                return line
        raise AssertionError(f"Pd never said {what!r}, but: {self.said}")


@contextmanager
def running(*patches: Path, send: Sequence[str] = ()) -> Iterator[Pd]:
    """Pd with patches opened and messages (``"NAME value"``) sent; no error may be printed.

    Skips loudly where there is no Pd.
    """
    program = shutil.which("pd") or shutil.which("puredata")
    if program is None:
        pytest.skip("SKIPPED LOUDLY: no Pd here (Debian: apt-get install puredata-core)")
    arguments = [program, "-nogui", "-noaudio", "-nomidi", "-noprefs", "-stderr"]
    for patch in patches:
        arguments += ["-open", str(patch)]
    for message in send:
        arguments += ["-send", message]
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    pd = Pd(process)
    try:
        yield pd
    finally:
        pd.stop()
    wrong = [line for line in pd.said if re.search(r"error|couldn't|no such|failed", line)]
    assert not wrong


@contextmanager
def listening() -> Iterator[socket.socket]:
    """A socket on the loopback, at a port that was free."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(10)
        yield made


def free_port() -> int:
    """A UDP port that nobody listens on."""
    with listening() as made:
        return int(made.getsockname()[1])
