"""One contract for long work: start, progress, cancel, resume."""

from __future__ import annotations

import threading
import time

import pytest

from timbrespace.app.answers import Conflict, NotFound
from timbrespace.app.jobs import KEEP_FINISHED, JobRunner
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job

from .toys import PATIENCE_S, SlowWork, until


@pytest.fixture
def events():
    return []


@pytest.fixture
def runner(events):
    found = JobRunner(events.append)
    yield found
    assert found.stop(PATIENCE_S)


def states(events, job):
    told = [e["job"]["state"] for e in events if e["job"]["id"] == job.id]
    return [s for s, before in zip(told, [None, *told], strict=False) if s != before]


def test_a_job_goes_from_waiting_to_done(runner, events):
    job = runner.run(Job("toy"), lambda job: job.begin(total=3))
    assert runner.wait(job.id, PATIENCE_S) == "done"
    assert states(events, job) == ["waiting", "running", "done"]
    assert events[-1]["job"]["done"] == events[-1]["job"]["total"] == 3


def test_progress_is_told_ten_times_a_second_and_the_last_word_always(runner, events):
    def work(job):
        job.begin(total=10_000)
        until_s = time.monotonic() + 0.5
        while time.monotonic() < until_s:
            job.advance(1)
        job.say("almost")

    job = runner.run(Job("toy"), work)
    runner.wait(job.id, PATIENCE_S)
    assert 3 <= len(events) <= 12
    assert events[-1]["job"]["state"] == "done"


def test_what_was_held_back_is_told_though_nothing_follows(runner, events):
    let = threading.Event()

    def work(job):
        job.begin(total=10)
        for _ in range(7):
            job.advance(1)
        let.wait(PATIENCE_S)

    job = runner.run(Job("toy"), work)
    until(lambda: events[-1]["job"]["done"] == 7)
    assert events[-1]["job"]["state"] == "running"
    let.set()
    runner.wait(job.id, PATIENCE_S)


def test_a_cancelled_job_goes_on_where_it_stopped_under_the_same_id(runner, events):
    work = SlowWork(4)
    job = runner.run(Job("toy", "Title", unit="steps"), work)
    work.let.release()
    until(lambda: work.done == 1)
    runner.cancel(job.id)
    assert runner.wait(job.id, PATIENCE_S) == "cancelled"
    again = runner.resume(job.id)
    assert (again.id, again.title, again.unit) == (job.id, "Title", "steps")
    for _ in range(3):
        work.let.release()
    assert runner.wait(job.id, PATIENCE_S) == "done"
    assert work.done == 4
    assert states(events, job) == [
        "waiting", "running", "cancelled", "waiting", "running", "done"
    ]  # fmt: skip
    assert [j["id"] for j in runner.jobs()] == [job.id]


@pytest.mark.parametrize("fault", [TimbrespaceError("No.", "Try so."), ZeroDivisionError("x")])
def test_a_job_that_fails_says_why_and_can_be_tried_again(runner, caplog, fault):
    work = SlowWork(1)
    work.fails.append(fault)
    work.let.release()
    job = runner.run(Job("toy"), work)
    assert runner.wait(job.id, PATIENCE_S) == "failed"
    assert runner.job(job.id).snapshot()["error"] == str(fault)
    # What nobody foresaw leaves a traceback for whoever has to mend it.
    assert ("Traceback" in caplog.text) == isinstance(fault, ZeroDivisionError)
    work.let.release()
    runner.resume(job.id)
    assert runner.wait(job.id, PATIENCE_S) == "done"


def test_only_what_was_stopped_can_go_on(runner):
    work = SlowWork(1)
    job = runner.run(Job("toy"), work)
    with pytest.raises(Conflict):
        runner.resume(job.id)
    work.let.release()
    runner.wait(job.id, PATIENCE_S)
    with pytest.raises(Conflict):
        runner.resume(job.id)


def test_cancelling_what_has_ended_changes_nothing(runner):
    job = runner.run(Job("toy"), lambda job: None)
    runner.wait(job.id, PATIENCE_S)
    assert runner.cancel(job.id).snapshot()["state"] == "done"


def test_jobs_of_one_lane_take_turns_and_can_be_cancelled_while_waiting(runner):
    first, second, third = SlowWork(1), SlowWork(1), SlowWork(1)
    jobs = [runner.run(Job("toy"), first, lane="x")]
    until(lambda: jobs[0].state == "running")  # It has the lane: no thread can be quicker.
    jobs += [runner.run(Job("toy"), work, lane="x") for work in (second, third)]
    other = SlowWork(1)
    other.let.release()
    assert runner.wait(runner.run(Job("toy"), other, lane="y").id, PATIENCE_S) == "done"
    runner.cancel(jobs[1].id)
    assert runner.wait(jobs[1].id, PATIENCE_S) == "cancelled"
    third.let.release()
    assert runner.job(jobs[2].id).state == "waiting"
    first.let.release()
    assert runner.wait(jobs[2].id, PATIENCE_S) == "done"
    assert second.done == 0


def test_unknown_jobs_are_not_found(runner):
    for call in (runner.cancel, runner.resume, runner.job, runner.wait):
        with pytest.raises(NotFound):
            call("nothing-1")


def test_stopping_cancels_all_and_takes_nothing_new():
    runner = JobRunner()
    jobs = [runner.run(Job("toy"), SlowWork(5), lane=lane) for lane in ("", "x", "x")]
    assert runner.stop(PATIENCE_S)
    assert [job.state for job in jobs] == ["cancelled"] * 3
    with pytest.raises(Conflict):
        runner.run(Job("toy"), SlowWork(1))


def test_what_will_not_stop_is_not_waited_for(monkeypatch):
    runner, let, waited_s = JobRunner(), threading.Event(), []
    job = runner.run(Job("toy"), lambda job: let.wait(PATIENCE_S))
    join = threading.Thread.join

    def watched(thread, timeout=None):
        if thread.name == job.id:
            waited_s.append(timeout)
        join(thread, timeout)

    # Not by the clock: this thread may itself be kept waiting for the processor.
    monkeypatch.setattr(threading.Thread, "join", watched)
    assert not runner.stop(0.1)
    assert len(waited_s) == 1 and 0 <= waited_s[0] <= 0.1
    let.set()
    runner.wait(job.id, PATIENCE_S)


def test_the_list_of_the_finished_is_bounded(runner):
    for _ in range(KEEP_FINISHED + 20):
        runner.wait(runner.run(Job("toy"), lambda job: None).id, PATIENCE_S)
    assert len(runner.jobs()) <= KEEP_FINISHED + 1
