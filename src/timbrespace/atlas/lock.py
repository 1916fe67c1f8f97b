"""One writer at a time; readers never wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timbrespace.errors import TimbrespaceError


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the right to write to an atlas.

    The operating system lets go of it when a process ends, however it ends, so a
    killed run never leaves an atlas locked.

    Raises:
        TimbrespaceError: Another process, or another job of this one, is writing.
    """
    import filelock

    folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / ".lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise TimbrespaceError(
            f"'{folder}' is being written by another process or job.",
            "Wait until it has finished, or stop it first; reading is always possible.",
        ) from error
    try:
        yield
    finally:
        lock.release()
