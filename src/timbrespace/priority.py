"""Who stands back: what may wait gives way to what sounds."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path

#: How far back (POSIX niceness); any user may stand back. Where others want all of a core, a
#: process has a quarter of it, and a thread, beside one that plays, a tenth.
OF_PROCESS, OF_THREAD = 5, 10


def give_way() -> None:
    """Put this process behind all others; for a child that its parent ends by closing its input.

    Linux shares its cores out among sessions before it looks at niceness, so that a browser would
    have no more of them than a map in the making: the process gets a session of its own, which
    stands back too (``man 7 sched``, "The autogroup feature").
    """
    if hasattr(os, "nice"):
        os.nice(OF_PROCESS)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setsid()
            Path("/proc/self/autogroup").write_text(str(OF_PROCESS), "ascii")


def thread_gives_way() -> None:
    """Put this thread behind all others; only on Linux do threads have priorities of their own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), OF_THREAD)
