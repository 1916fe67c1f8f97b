"""The thread on which messages are worked out, so that neither hands nor sound wait."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from timbrespace.live.messages import Message

#: A message, or something else to do on the thread.
Work = Message | Callable[[], None]


class Worker:
    """Works through messages in their order; starts with the first one.

    Args:
        carry_out: Carries out one message, or words that came together.
        failed: Is told what went wrong; the thread goes on.
    """

    def __init__(
        self, carry_out: Callable[[list[Message]], None], failed: Callable[[str], None]
    ) -> None:
        self._carry_out, self._failed = carry_out, failed
        self._inbox: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def put(self, work: Work) -> None:
        """Have it done soon; never waits."""
        self._inbox.put(work)
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(
                        target=self._run, name="engine-control", daemon=True
                    )
                    self._thread.start()

    def close(self) -> None:
        """Finish what was asked for, then end."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._inbox.put(None)
            thread.join(10.0)

    def _run(self) -> None:
        while True:
            batch = [self._inbox.get()]
            while not self._inbox.empty():
                batch.append(self._inbox.get())
            for group in together(each for each in batch if each is not None):
                self._do(group)
            if None in batch:
                return

    def _do(self, group: Callable[[], None] | list[Message]) -> None:
        try:
            if callable(group):
                group()
            else:
                self._carry_out(group)
        except Exception as error:  # a fault of ours, too, must not end the thread
            self._failed(str(error) or type(error).__name__)


def together(batch: Iterable[Work]) -> Iterator[Callable[[], None] | list[Message]]:
    """One by one, but words that follow each other, and hold at once, in one list.

    Example:
        >>> [len(group) for group in together([{"do": "word"}, {"do": "words"}, {"do": "stop"}])]
        [2, 1]
    """
    words: list[Message] = []
    for each in batch:
        if not callable(each) and each["do"] in ("word", "words") and "at_s" not in each:
            words.append(each)
            continue
        if words:
            yield words
            words = []
        yield each if callable(each) else [each]
    if words:
        yield words
