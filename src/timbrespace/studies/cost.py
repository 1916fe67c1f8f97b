"""What a step of a study takes: seconds, memory, disk."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timbrespace.reports.results import peak_memory_mb

#: Between two looks at the memory in use.
LOOK_EVERY_S = 0.05
_STATM = Path("/proc/self/statm")


@dataclass
class Cost:
    """Filled in when the step is over.

    Args:
        seconds: Wall-clock time.
        cpu_seconds: Processor time of all cores together, which a busy machine does not
            stretch as it does the wall clock's.
        memory_mb: The most memory held meanwhile, in MB (10^6 bytes); None where the system
            does not tell and no earlier peak of the process was passed.
        disk_mb: How much the study's folder grew, in MB.
    """

    seconds: float = 0.0
    cpu_seconds: float | None = None
    memory_mb: float | None = None
    disk_mb: float = 0.0


@contextmanager
def measured(folder: Path) -> Iterator[Cost]:
    """Measure what happens inside the block.

    The system keeps one peak for the whole process. Where the block raises it, that is the
    block's own, exactly; where it does not, the memory in use was looked at twenty times a
    second.

    Args:
        folder: Whose growth is measured.
    """
    cost, began_s, cpu_began_s = Cost(), time.monotonic(), time.process_time()
    before_mb, disk_before = peak_memory_mb() or 0.0, folder_mb(folder)
    looker = _Looker()
    looker.start()
    try:
        yield cost
    finally:
        looker.stop()
        after_mb = peak_memory_mb() or 0.0
        cost.seconds = time.monotonic() - began_s
        cost.cpu_seconds = time.process_time() - cpu_began_s
        cost.memory_mb = after_mb if after_mb > before_mb else looker.most_mb
        cost.disk_mb = folder_mb(folder) - disk_before


def together(costs: Iterable[Cost]) -> Cost:
    """Several steps as one: sums, and the highest of their peaks.

    Example:
        >>> together([Cost(2.0, 3.0, 500.0, 1.0), Cost(1.0, 1.0, 700.0, 0.5)])
        Cost(seconds=3.0, cpu_seconds=4.0, memory_mb=700.0, disk_mb=1.5)
    """
    known = list(costs)
    processor = [c.cpu_seconds for c in known if c.cpu_seconds is not None]
    peaks = [c.memory_mb for c in known if c.memory_mb is not None]
    return Cost(
        sum(c.seconds for c in known),
        sum(processor) if processor else None,
        max(peaks, default=None),
        sum(c.disk_mb for c in known),
    )


def folder_mb(folder: Path) -> float:
    """What a folder holds, in MB (10^6 bytes); 0 where there is none."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).lstat().st_size
            except OSError:  # gone meanwhile
                continue
    return total / 1e6


class _Looker(threading.Thread):
    """Looks at the memory in use again and again; knows it on Linux only."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._done = threading.Event()
        self.most_mb = _resident_mb()

    def run(self) -> None:
        while not self._done.wait(LOOK_EVERY_S):
            now_mb = _resident_mb()
            if now_mb is not None:
                self.most_mb = max(self.most_mb or 0.0, now_mb)

    def stop(self) -> None:
        self._done.set()
        self.join()


def _resident_mb() -> float | None:
    try:
        pages = int(_STATM.read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, ValueError, IndexError, AttributeError):
        return None
