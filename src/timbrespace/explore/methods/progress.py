"""Progress out of libraries that only know tqdm."""

from __future__ import annotations

from typing import Any

from timbrespace.jobs import Job


class TqdmToJob:
    """A text file, to tqdm's eyes, that turns its line into the count of a job.

    tqdm writes from the loop that it wraps, so a job that was asked to stop ends that loop.

    Args:
        job: Gets the count; its total must be that of the loop.
        message: Stands beside the bar from the first count on.

    Example:
        >>> from tqdm import tqdm
        >>> job = Job("layout")
        >>> job.begin(total=3)
        >>> for _ in tqdm(range(3), **TqdmToJob(job, "settling").options()):
        ...     pass
        >>> job.done, job.message
        (3, 'settling')
    """

    def __init__(self, job: Job, message: str) -> None:
        self.job = job
        self.message = message

    def options(self) -> dict[str, Any]:
        """Keyword arguments for tqdm."""
        return {
            "disable": False,
            "file": self,
            "bar_format": "{n_fmt}",
            "mininterval": 0.1,
            "maxinterval": 0.1,
        }

    def write(self, text: str) -> None:
        """Take what tqdm would print; all but a bare count is ignored."""
        count = text.strip()
        if count.isdigit():
            self.job.advance(max(0, int(count) - self.job.done), self.message)
        self.job.check()

    def flush(self) -> None:
        """Nothing is held back."""
