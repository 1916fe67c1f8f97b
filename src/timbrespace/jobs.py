"""A job: whatever takes longer than a second, with progress, ETA and cancel.

The terminal, the page and the notebook show the same one. A long function takes
``job: Job | None = None``, reports to it, and calls :meth:`Job.check` where it can
stop without losing what it has finished. To resume is to call the function again.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from typing import Any, Literal

from timbrespace.errors import Cancelled

State = Literal["waiting", "running", "done", "cancelled", "failed"]

_numbers = itertools.count(1)
#: From the clock (in microseconds), so that a server that was started anew goes on upwards.
_revisions = itertools.count(time.time_ns() // 1000)


class Job:
    """Progress of one piece of long work, safe to read and cancel from other threads.

    Args:
        kind: What sort of work it is (``"encode"``, ``"layout"``), one word.
        title: What a person reads beside the bar.
        unit: What is counted.
        on_change: Called after every change, on the thread that made it; must be quick.

    Example:
        >>> job = Job("encode", "Encoding", unit="sounds")
        >>> job.begin(total=4)
        >>> job.advance(1)
        >>> job.snapshot()["done"], job.snapshot()["total"]
        (1, 4)
    """

    def __init__(
        self,
        kind: str,
        title: str = "",
        *,
        unit: str = "items",
        on_change: Callable[[Job], None] | None = None,
    ) -> None:
        self.id = f"{kind}-{next(_numbers)}"
        self.kind = kind
        self.title = title or kind
        self.unit = unit
        self.state: State = "waiting"
        self.done: float = 0
        self.total: float | None = None
        self.message = ""
        self.error = ""
        self.revision = next(_revisions)
        self._listeners: list[Callable[[Job], None]] = [on_change] if on_change else []
        self._cancel = threading.Event()
        self._began_s = 0.0

    def listen(self, on_change: Callable[[Job], None]) -> None:
        """Call ``on_change`` after every change from now on."""
        self._listeners.append(on_change)

    def begin(
        self, total: float | None = None, message: str = "", *, unit: str | None = None
    ) -> None:
        """Start, or start the next stage: the count goes back to 0, the clock too."""
        self.state, self.done, self.total = "running", 0, total
        self.unit = self.unit if unit is None else unit
        self._began_s = time.monotonic()
        self._tell(message)

    def advance(self, by: float = 1, message: str | None = None) -> None:
        """Count ``by`` more units as done."""
        self.done += by
        self._tell(message)

    def say(self, message: str) -> None:
        """Change the line beside the bar."""
        self._tell(message)

    def finish(self) -> None:
        """Mark the whole job as done."""
        self.state = "done"
        if self.total is not None:
            self.done = self.total
        self._tell(None)

    def fail(self, error: BaseException) -> None:
        """Mark the job as failed, or as cancelled if that is what ended it."""
        self.state = "cancelled" if isinstance(error, Cancelled) else "failed"
        self.error = str(error) or type(error).__name__
        self._tell(None)

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point; returns at once."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody has asked the work to stop."""
        return self._cancel.is_set()

    def check(self) -> None:
        """Raise :class:`Cancelled` if somebody has asked the work to stop."""
        if self._cancel.is_set():
            raise Cancelled

    @property
    def rate(self) -> float:
        """Units a second since this stage began; 0 before anything is done."""
        elapsed_s = time.monotonic() - self._began_s
        return self.done / elapsed_s if self.done and elapsed_s > 0 else 0.0

    @property
    def eta_s(self) -> float | None:
        """Seconds to the end of this stage, at the rate so far; None while unknown."""
        if self.total is None or not self.rate:
            return None
        return max(0.0, (self.total - self.done) / self.rate)

    def snapshot(self) -> dict[str, Any]:
        """All of it as plain data, for a bar, a page or a widget.

        Snapshots travel by more than one way. Of two, the one with the higher
        ``revision`` is the newer, also where a job was resumed under its old id.
        """
        return {
            "revision": self.revision,  # First: what follows may be newer, never older.
            "id": self.id,
            "kind": self.kind,
            "title": self.title,
            "unit": self.unit,
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "rate": self.rate,
            "eta_s": self.eta_s,
            "message": self.message,
            "error": self.error,
        }

    def _tell(self, message: str | None) -> None:
        if message is not None:
            self.message = message
        self.revision = next(_revisions)
        for listener in self._listeners:
            listener(self)


def quiet_job(job: Job | None, kind: str) -> Job:
    """The job given, or one that nobody watches, so that callers need not ask which."""
    return job if job is not None else Job(kind)
