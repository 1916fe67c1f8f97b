"""Long work that a panel starts: on threads, watched, cancelled and resumed by one contract."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from timbrespace.app.answers import Conflict, NotFound
from timbrespace.app.events import Event
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job

Work = Callable[[Job], object]

#: Seconds between two reports of one job's progress: ten a second look smooth.
INTERVAL_S = 0.1
#: How often a job that waits for its lane looks whether it was cancelled.
WAIT_S = 0.05
#: Finished jobs that stay on the list.
KEEP_FINISHED = 50
ENDED = ("done", "cancelled", "failed")

_log = logging.getLogger(__name__)


@dataclass
class _Task:
    job: Job
    work: Work
    lane: str
    thread: threading.Thread | None = None
    told_s: float = 0.0
    told_state: str = ""
    timer: threading.Timer | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class JobRunner:
    """Runs jobs on threads and tells a listener how they go.

    Jobs of one lane run one after another, so that two layouts do not fight for the
    processor; jobs without a lane start at once.

    Args:
        publish: Gets ``{"type": "job", "job": snapshot}``, at most about ten times a
            second for each job, and always its first and last state.
        interval_s: Least time between two reports of progress.

    Example:
        >>> runner = JobRunner()
        >>> job = runner.run(Job("layout", "A map"), lambda job: job.begin(total=1))
        >>> runner.wait(job.id)
        'done'
    """

    def __init__(
        self, publish: Callable[[Event], None] | None = None, *, interval_s: float = INTERVAL_S
    ) -> None:
        self._publish = publish or (lambda event: None)
        self._interval_s = interval_s
        self._tasks: dict[str, _Task] = {}
        self._lanes: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._stopping = False

    def run(self, job: Job, work: Work, *, lane: str = "") -> Job:
        """Start ``work(job)`` on a thread of its own and return at once.

        ``work`` is kept, so that the job can be resumed: it must go on where it stopped
        when it is called again.
        """
        self._refuse_if_stopping()
        task = _Task(job, work, lane)
        with self._lock:
            self._tasks[job.id] = task
            self._forget_old()
        self._begin(task)
        return job

    def jobs(self) -> list[dict[str, Any]]:
        """Snapshots of all jobs, in the order in which they were first started."""
        with self._lock:
            return [task.job.snapshot() for task in self._tasks.values()]

    def job(self, job_id: str) -> Job:
        """The job as it stands."""
        return self._task(job_id).job

    def cancel(self, job_id: str) -> Job:
        """Ask a job to stop at its next safe point; one that has ended stays as it is."""
        task = self._task(job_id)
        task.job.cancel()
        return task.job

    def resume(self, job_id: str) -> Job:
        """Start a job that was cancelled or failed again, under the same id.

        Raises:
            Conflict: It is still running, or it is done.
        """
        self._refuse_if_stopping()
        task = self._task(job_id)
        if task.thread is not None and task.job.state in ENDED:
            task.thread.join(1.0)  # It has said its last word and is about to go.
        with task.lock:
            if task.job.state not in ("cancelled", "failed") or _alive(task.thread):
                raise Conflict(
                    f"The job '{job_id}' is {task.job.state}.",
                    "Only a job that was cancelled or has failed can go on.",
                )
            old = task.job
            # A new one, because a job that was asked to stop stays asked.
            task.job = Job(old.kind, old.title, unit=old.unit)
            task.job.id = old.id
            task.told_state = ""
        self._begin(task)
        return task.job

    def wait(self, job_id: str, timeout_s: float | None = None) -> str:
        """Block until a job has ended or the time is up; its state then."""
        task = self._task(job_id)
        if task.thread is not None:
            task.thread.join(timeout_s)
        return task.job.state

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Cancel everything and wait for it; whether all of it ended in time."""
        with self._lock:
            self._stopping = True
            tasks = list(self._tasks.values())
        for task in tasks:
            task.job.cancel()
        until_s = time.monotonic() + timeout_s
        for task in tasks:
            if task.thread is not None:
                task.thread.join(max(0.0, until_s - time.monotonic()))
        return not any(_alive(task.thread) for task in tasks)

    def _refuse_if_stopping(self) -> None:
        if self._stopping:
            raise Conflict("The server is stopping.", "Start it again.")

    def _task(self, job_id: str) -> _Task:
        with self._lock:
            task = self._tasks.get(job_id)
        if task is None:
            raise NotFound(f"There is no job '{job_id}'.", "Read the list of jobs again.")
        return task

    def _begin(self, task: _Task) -> None:
        task.job.listen(lambda job: self._changed(task))
        thread = threading.Thread(target=self._work, args=(task,), name=task.job.id, daemon=True)
        task.thread = thread
        with task.lock:
            self._tell(task)
        thread.start()

    def _work(self, task: _Task) -> None:
        job = task.job
        try:
            lane = self._enter_lane(task)
            try:
                job.check()
                task.work(job)
            finally:
                if lane is not None:
                    lane.release()
            if job.state not in ("failed", "cancelled"):
                job.finish()
        except Cancelled as error:
            job.fail(error)
        except TimbrespaceError as error:
            job.fail(error)
        except Exception as error:
            _log.exception("The job '%s' failed.", job.id)
            job.fail(error)

    def _enter_lane(self, task: _Task) -> threading.Lock | None:
        if not task.lane:
            return None
        with self._lock:
            lane = self._lanes.setdefault(task.lane, threading.Lock())
        while not lane.acquire(timeout=WAIT_S):
            task.job.check()
        return lane

    def _changed(self, task: _Task) -> None:
        """Tell at once what is new in kind; hold back what is only more of the same."""
        with task.lock:
            due_s = task.told_s + self._interval_s - time.monotonic()
            if task.job.state != task.told_state or due_s <= 0:
                self._tell(task)
            elif task.timer is None:
                task.timer = threading.Timer(due_s, self._tell_late, args=(task,))
                task.timer.daemon = True
                task.timer.start()

    def _tell_late(self, task: _Task) -> None:
        with task.lock:
            if task.timer is not None:
                self._tell(task)

    def _tell(self, task: _Task) -> None:
        # Under the task's lock, so that an older state never overtakes a newer one.
        if task.timer is not None:
            task.timer.cancel()
            task.timer = None
        task.told_s, task.told_state = time.monotonic(), task.job.state
        self._publish({"type": "job", "job": task.job.snapshot()})

    def _forget_old(self) -> None:
        ended = [i for i, t in self._tasks.items() if t.job.state in ENDED]
        for job_id in ended[: max(0, len(ended) - KEEP_FINISHED)]:
            del self._tasks[job_id]


def _alive(thread: threading.Thread | None) -> bool:
    return thread is not None and thread.is_alive()
