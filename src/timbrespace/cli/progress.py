"""Jobs in the terminal: a bar with rate and ETA, and a Ctrl-C that loses nothing."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def showing(kind: str, title: str, *, keeps: bool = True) -> Iterator[Job]:
    """A job shown as a bar while the block runs.

    The first Ctrl-C asks it to stop at its next safe point, the second stops at once.

    Args:
        kind: Of the job.
        title: Beside the bar.
        keeps: Whether the same command goes on where this one was stopped.
    """
    with _bar() as bar:
        task = bar.add_task(title, total=None, message="", pace="")

        def on_change(job: Job) -> None:
            bar.update(
                task, completed=job.done, total=job.total, message=job.message, pace=pace(job)
            )

        job = Job(kind, title, on_change=on_change)
        with _stopping(job, keeps):
            try:
                yield job
            except Cancelled as error:
                if keeps:
                    raise
                raise Cancelled("Nothing was written.") from error


def pace(job: Job) -> str:
    """How fast a job goes, in words.

    Example:
        >>> pace(Job("encode"))
        ''
    """
    if not job.rate or job.total is None:
        return ""
    if job.unit == "s":
        return f"{job.rate:.0f} x real time"
    return f"{job.rate:,.0f} {job.unit}/s" if job.unit and job.rate >= 1 else ""


@contextmanager
def _stopping(job: Job, keeps: bool) -> Iterator[None]:
    kept = "; what is finished is kept" if keeps else ""

    def stop(number: int, frame: FrameType | None) -> None:
        if job.cancelled:
            raise KeyboardInterrupt
        print(f"\nStopping{kept} (Ctrl-C again to stop at once).", file=sys.stderr)
        job.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[pace]}"),
        TextColumn("[dim]{task.fields[message]}"),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
