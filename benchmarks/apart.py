"""A server in a process of its own, as who types ``timbrespace play`` has it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def played(voice: str = "stream:bells", env: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a page that plays a voice.

    Args:
        voice: As ``timbrespace play`` takes it.
        env: What its environment has besides.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "timbrespace", "play", voice, "--no-open", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
    )
    try:
        assert process.stdout is not None
        said = ""
        while not (found := re.search(r"http://\S+", said)):
            said = process.stdout.readline()
            if not said:
                sys.exit("The server did not start.")
        yield found.group()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
