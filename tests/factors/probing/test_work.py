"""Work comes back in order, whoever did it, and stops when asked."""

from __future__ import annotations

import time

import pytest

from timbrespace.errors import Cancelled
from timbrespace.factors.probing.work import spread
from timbrespace.jobs import Job


def test_order_does_not_depend_on_who_is_quick():
    def slow_first(i):
        time.sleep(0.02 * (4 - i))
        return i

    job = Job("work")
    assert spread(slow_first, range(4), workers=4, job=job) == [0, 1, 2, 3]
    assert job.done == job.total == 4


def test_a_cancelled_job_begins_nothing_more():
    job, begun = Job("work"), []

    def work(i):
        begun.append(i)
        job.cancel()

    with pytest.raises(Cancelled):
        spread(work, range(50), workers=1, job=job)
    assert begun == [0]


def test_what_goes_wrong_in_a_thread_is_heard():
    def fail(i):
        raise ValueError("unit 0")

    with pytest.raises(ValueError, match="unit 0"):
        spread(fail, [0, 1])
