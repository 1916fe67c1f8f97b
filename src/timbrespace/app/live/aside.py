"""What may wait is worked out aside, so that the sound does not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from timbrespace.priority import thread_gives_way

T = TypeVar("T")


class Aside:
    """One thread that gives way to all others, where the system knows such threads.

    Example:
        >>> Aside().run(lambda: 1 + 1)
        2
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "aside", initializer=thread_gives_way)

    def run(self, work: Callable[[], T]) -> T:
        """Do it there, after what was asked for before, and wait for it."""
        return self._pool.submit(work).result()

    def begin(self, work: Callable[[], object]) -> None:
        """Do it there, after what was asked for before; nobody hears of what comes of it."""
        self._pool.submit(work)
