"""What may wait is worked out aside, so that the sound does not."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

#: How far back the thread stands (POSIX niceness); any user may stand back.
NICENESS = 10


class Aside:
    """One thread that gives way to all others, where the system knows such threads.

    Example:
        >>> Aside().run(lambda: 1 + 1)
        2
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "aside", initializer=_stand_back)

    def run(self, work: Callable[[], T]) -> T:
        """Do it there, after what was asked for before, and wait for it."""
        return self._pool.submit(work).result()

    def begin(self, work: Callable[[], object]) -> None:
        """Do it there, after what was asked for before; nobody hears of what comes of it."""
        self._pool.submit(work)


def _stand_back() -> None:
    """On Linux, priorities are those of threads, not of processes."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
