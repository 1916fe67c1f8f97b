"""Work on every core: functions that hold Python's lock, called in processes of their own.

Not ``multiprocessing``, whose children run the user's own script anew to find what they are asked
for; these know the package alone, and end when their parent does, however it ended.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from types import TracebackType
from typing import IO, Any, ParamSpec, TypeVar

from timbrespace.errors import TimbrespaceError

P = ParamSpec("P")
R = TypeVar("R")

#: Length of the message that follows.
_HEAD = struct.Struct("<Q")
#: Each process has one core: threads inside linear algebra would only wait for each other.
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)


class Crew:
    """Child processes that call functions for this one; safe to use from several threads.

    A call goes to a child that has nothing to do; with as many threads as children, all are busy.
    Children end on :meth:`close`, with the ``with`` block, and when this process is gone, however
    it went. Ctrl-C is for this process alone: it decides what becomes of the work.

    Args:
        size: Children; default one per core.

    Example:
        >>> import math
        >>> with Crew(1) as crew:
        ...     crew.call(math.hypot, 3.0, 4.0)
        5.0
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = size or os.cpu_count() or 1
        self._children: list[_Child] = []
        self._idle: queue.SimpleQueue[_Child | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False

    def __enter__(self) -> Crew:
        self._children = [_Child() for _ in range(self.size)]
        for child in self._children:
            self._idle.put(child)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        where: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What a function returns, or raises, over there; waits for it.

        Args:
            function: Of a module, so that it is found by its name.
            *args: Whatever can be pickled; it goes to a child of this very process.
            **kwargs: The same.

        Raises:
            TimbrespaceError: The child died, or the crew was closed meanwhile.
            Exception: Whatever the function raised.
        """
        child = self._idle.get()
        if child is None:
            self._idle.put(None)  # For the next one that waits.
            raise _stopped()
        answer, error = child.ask((function, args, kwargs))
        self._idle.put(child)
        if error is not None:
            raise error
        found: R = answer
        return found

    def close(self) -> None:
        """End all children, and what they are doing."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            for child in self._children:
                child.end()
            self._idle.put(None)


class _Child:
    """One process, and the two pipes to it."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "timbrespace.crew"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # Whatever this process found its modules by, the child must find them by too.
            env=os.environ | _ONE_THREAD | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )

    def ask(self, work: Any) -> tuple[Any, BaseException | None]:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            write(self._process.stdin, work)
            found = read(self._process.stdout)
        except (OSError, ValueError):  # The pipe is broken, or closed.
            found = None
        if found is None:
            return None, self._died()
        answer, error = found
        return answer, error

    def end(self) -> None:
        """Kill it, by its own handle: nothing of what it does is kept over there."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None and self._process.stdout is not None
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            try:
                pipe.close()
            except OSError:
                pass

    def _died(self) -> TimbrespaceError:
        code = self._process.wait()
        if self._errors.closed:
            return _stopped()
        try:
            self._errors.seek(0)
            last = self._errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        except ValueError:  # Closed meanwhile.
            return _stopped()
        return TimbrespaceError(
            f"A process that measures died (exit code {code}). {last}".rstrip(),
            "Run it again: it goes on. If memory ran out, close other programs first.",
        )


def _stopped() -> TimbrespaceError:
    return TimbrespaceError("The work was stopped.", "Run it again: it goes on.")


def write(pipe: IO[bytes], message: Any) -> None:
    """Send a message to the other end of a pipe."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_HEAD.pack(len(packed)) + packed)
    pipe.flush()


def read(pipe: IO[bytes]) -> Any:
    """The next message; None where the other end is gone."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (n_bytes,) = _HEAD.unpack(head)
    packed = pipe.read(n_bytes)
    return pickle.loads(packed) if len(packed) == n_bytes else None


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Call what is asked for, until nobody asks any more."""
    while (work := read(requests)) is not None:
        function, args, kwargs = work
        try:
            told: tuple[Any, BaseException | None] = (function(*args, **kwargs), None)
        except Exception as error:
            told = (None, error)
        write(answers, told)


def main() -> None:
    """A child: what it prints goes where its errors go, so that answers stay whole."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
