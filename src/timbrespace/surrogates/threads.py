"""Pieces of work on several threads, which stop at once when asked to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from timbrespace.jobs import Job

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")

#: More threads than this wait for each other: half of the work is NumPy's, between its calls.
MOST = 4


def usual_threads() -> int:
    """As many threads as cores that this process may use, up to four."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows know no affinity
        cores = os.cpu_count() or 1
    return min(MOST, cores)


def in_threads(
    pieces: Sequence[Piece], do: Callable[[Piece], Answer], job: Job, n_threads: int
) -> Iterator[tuple[Piece, Answer]]:
    """Each piece with its answer, in the order in which they are done.

    Only as many are begun as there are threads, so that little is lost when the job is cancelled.

    Raises:
        Cancelled: The job was asked to stop; pieces under way are finished first.

    Example:
        >>> sorted(in_threads([1, 2, 3], lambda n: n * n, Job("square"), 2))
        [(1, 1), (2, 4), (3, 9)]
    """
    waiting = list(reversed(pieces))
    running: dict[Future[Answer], Piece] = {}
    with ThreadPoolExecutor(n_threads) as pool:
        while waiting or running:
            while waiting and len(running) < n_threads and not job.cancelled:
                piece = waiting.pop()
                running[pool.submit(do, piece)] = piece
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    job.check()
