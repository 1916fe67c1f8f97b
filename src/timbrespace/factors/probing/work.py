"""Many independent pieces of numeric work on all cores, in order, stoppable."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from timbrespace.jobs import Job, quiet_job

Unit = TypeVar("Unit")
Made = TypeVar("Made")


def spread(
    work: Callable[[Unit], Made],
    units: Sequence[Unit],
    *,
    job: Job | None = None,
    workers: int | None = None,
    message: str = "",
) -> list[Made]:
    """Do every unit on a pool of threads; what comes back is in the order of the units.

    Each thread does its linear algebra on one core, so that threads do not fight over them
    and a result does not depend on how many there are.

    Args:
        work: What to do with one unit; must not depend on the others.
        units: What to do it with.
        job: Counts units; once it is cancelled no new one begins.
        workers: Threads; default one per core.
        message: Shown beside the bar.

    Raises:
        Cancelled: The job was cancelled.

    Example:
        >>> spread(lambda x: x * x, [1, 2, 3])
        [1, 4, 9]
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    job = quiet_job(job, "work")
    job.begin(len(units), message)

    def unless_cancelled(unit: Unit) -> Made:
        job.check()
        return work(unit)

    with (
        threadpool_limits(1),
        ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="work") as pool,
    ):
        futures = [pool.submit(unless_cancelled, unit) for unit in units]
        made = []
        try:
            for future in futures:
                made.append(future.result())
                job.check()
                job.advance(1)
        finally:
            for future in futures:
                future.cancel()
    return made
