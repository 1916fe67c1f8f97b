"""What all studies begin with: options, a job, and the notebook of their steps."""

from __future__ import annotations

from timbrespace.jobs import Job, quiet_job
from timbrespace.studies import Options
from timbrespace.studies.notebook import Notebook


class Walk:
    """The steps of a study; each is done once and kept.

    Args:
        options: Data, folder, seed.
        job: Progress; can be stopped.
    """

    def __init__(self, options: Options, job: Job | None = None) -> None:
        self.options, self.out, self.seed = options, options.out, options.seed
        self.job = quiet_job(job, "study")
        self.notebook = Notebook(options.out, self.job, options.tell)
