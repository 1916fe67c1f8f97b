from __future__ import annotations

import threading

import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.surrogates.threads import in_threads


def test_every_piece_is_answered_once():
    done = list(in_threads(list(range(40)), lambda n: n + 1, Job("count"), 3))
    assert sorted(done) == [(n, n + 1) for n in range(40)]


def test_several_run_at_once():
    both = threading.Barrier(2, timeout=10)
    assert len(list(in_threads([1, 2], lambda _: both.wait(), Job("meet"), 2))) == 2


def test_what_is_under_way_is_finished_when_stopped_and_nothing_new_is_begun():
    job, begun = Job("count"), []

    def work(n):
        begun.append(n)
        job.cancel()

    finished = []
    with pytest.raises(Cancelled):
        finished.extend(in_threads(list(range(50)), work, job, 1))
    assert begun == [0]


def test_a_failure_is_told():
    def fail(_):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        list(in_threads([1], fail, Job("fail"), 2))
