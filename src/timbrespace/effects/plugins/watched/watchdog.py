"""One thread that ends processes which take too long over an answer."""

from __future__ import annotations

import threading
import time
import weakref
from typing import Protocol

#: Seconds between two looks.
LOOK_EVERY_S = 0.05


class Watched(Protocol):
    """Something that owes an answer until a moment."""

    #: On the monotonic clock, or None while nothing is owed.
    owes_by_s: float | None

    def give_up(self) -> None:
        """End it: it has not answered."""


class Watchdog:
    """Looks at all that were shown to it; sleeps while there are none.

    Waiting for an answer costs nothing that way: whoever asks sets a moment and blocks on a pipe,
    and the pipe breaks when that moment has passed.
    """

    def __init__(self) -> None:
        self._watched: weakref.WeakSet[Watched] = weakref.WeakSet()
        self._guard = threading.Lock()
        self._some = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, process: Watched) -> None:
        """Look at this one, too, from now on."""
        with self._guard:
            self._watched.add(process)
            self._some.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._look, name="plug-in watchdog", daemon=True
                )
                self._thread.start()

    def forget(self, process: Watched) -> None:
        """Look at it no more."""
        with self._guard:
            self._watched.discard(process)

    def _look(self) -> None:
        while self._some.wait():
            time.sleep(LOOK_EVERY_S)
            self._look_once()

    def _look_once(self) -> None:
        """In a call of its own: between looks, nothing here may keep a process alive."""
        now_s = time.monotonic()
        with self._guard:
            everybody = list(self._watched)
            if not everybody:
                self._some.clear()
        for each in everybody:
            owes_by_s = each.owes_by_s
            if owes_by_s is not None and now_s > owes_by_s:
                each.give_up()


#: The one of this process: a thread for each plug-in would be a waste.
WATCHDOG = Watchdog()
