"""One function for each of many sound files: on all cores where that is worth the start."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from timbrespace.crew import Crew
from timbrespace.factors.one_core import one_core
from timbrespace.jobs import Job
from timbrespace.spaces.encode import SPREAD_FROM_S

R = TypeVar("R")

#: Seconds between two looks at whether the job was asked to stop.
LOOK_EVERY_S = 0.1
#: Files handed out ahead of the one awaited, per process.
AHEAD = 4


def each_file(
    files: Sequence[Path],
    function: Callable[[Path, Sequence[str]], R],
    names: Sequence[str],
    *,
    job: Job,
    size: int | None = None,
) -> Iterator[R]:
    """What a function makes of each file, in their order.

    Many minutes of sound go to one process for each core; few stay in this one.

    Args:
        files: Sounds.
        function: Of a module; takes a file and the names.
        names: Passed on.
        job: Can stop it.
        size: Processes; default one per core.

    Raises:
        Cancelled: The job was cancelled.
        TimbrespaceError: A file cannot be read, or a process died.
    """
    size = min(len(files), size or os.cpu_count() or 1)
    if size > 1 and _is_much(files):
        yield from _spread(files, function, names, job, size)
        return
    for path in files:
        job.check()
        with one_core():  # So little work would mostly wait for itself on several.
            found = function(path, names)
        yield found


def _spread(
    files: Sequence[Path],
    function: Callable[[Path, Sequence[str]], R],
    names: Sequence[str],
    job: Job,
    size: int,
) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    with Crew(size) as crew, ThreadPoolExecutor(size) as pool:
        try:
            for path in files:
                waiting.append(pool.submit(crew.call, function, path, names))
                if len(waiting) > AHEAD * size:
                    yield _awaited(waiting.popleft(), job)
            while waiting:
                yield _awaited(waiting.popleft(), job)
        finally:
            for future in waiting:
                future.cancel()
            crew.close()  # Nobody waits for what is left of it.


def _awaited(future: Future[R], job: Job) -> R:
    """What comes of it, unless somebody asks to stop meanwhile."""
    while True:
        job.check()
        try:
            return future.result(LOOK_EVERY_S)
        except TimeoutError:
            if future.done():
                raise


def _is_much(files: Sequence[Path]) -> bool:
    from timbrespace.audio.decode import probe

    total_s = 0.0
    for path in files:
        if not path.is_file():
            return False  # It is named in its turn.
        total_s += probe(path).duration_s or 0.0
        if total_s >= SPREAD_FROM_S:
            return True
    return False
