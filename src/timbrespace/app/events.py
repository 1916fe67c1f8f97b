"""News for every page and notebook that listens; nobody waits for one that is too slow."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any

Event = dict[str, Any]
Listener = Callable[[Event], None]

#: Events that may wait for one listener; more means that it no longer reads.
MAILBOX_SIZE = 256

_log = logging.getLogger(__name__)


class EventHub:
    """Hands events to listeners; safe to publish to from any thread.

    Example:
        >>> hub, heard = EventHub(), []
        >>> stop = hub.listen(heard.append)
        >>> hub.publish({"type": "atlas"})
        >>> stop()
        >>> hub.publish({"type": "atlas"})
        >>> heard
        [{'type': 'atlas'}]
    """

    def __init__(self) -> None:
        self._listeners: dict[int, Listener] = {}
        self._next = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._listeners)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every event, on the publishing thread; it must be quick.

        Returns:
            A function that ends it, safe to call more than once.
        """
        with self._lock:
            number, self._next = self._next, self._next + 1
            self._listeners[number] = listener

        def stop() -> None:
            with self._lock:
                self._listeners.pop(number, None)

        return stop

    def publish(self, event: Event) -> None:
        """Hand ``event`` to every listener; one that raises is forgotten, the rest still hear."""
        with self._lock:
            listeners = list(self._listeners.items())
        for number, listener in listeners:
            try:
                listener(event)
            except Exception:
                _log.warning("A listener failed and was dropped.", exc_info=True)
                with self._lock:
                    self._listeners.pop(number, None)


class Mailbox:
    """Carries events from any thread into one asyncio task, and overflows instead of waiting.

    Args:
        hub: Where the events come from.
        size: How many may wait.
    """

    def __init__(self, hub: EventHub, size: int = MAILBOX_SIZE) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Event] = asyncio.Queue(size)
        self.overflowed = asyncio.Event()
        self._stop = hub.listen(self._post)

    async def next(self) -> Event:
        """The next event; waits for it."""
        return await self._queue.get()

    def close(self) -> None:
        """Hear no more."""
        self._stop()

    def _post(self, event: Event) -> None:
        self._loop.call_soon_threadsafe(self._offer, event)

    def _offer(self, event: Event) -> None:
        try:
            self._queue.put_nowait(event)
        except asyncio.QueueFull:
            self._stop()
            self.overflowed.set()
