"""Jobs count, estimate, stop and tell."""

from __future__ import annotations

import pytest

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job, quiet_job


def test_progress_is_told_to_every_listener():
    seen: list[tuple[float, float | None, str]] = []
    job = Job("encode", on_change=lambda j: seen.append((j.done, j.total, j.message)))
    job.begin(total=3, message="go")
    job.advance()
    job.advance(2, "last")
    assert seen == [(0, 3, "go"), (1, 3, "go"), (3, 3, "last")]


def test_eta_shrinks_to_nothing():
    job = Job("encode")
    job.begin(total=2)
    assert job.eta_s is None
    job.advance()
    halfway = job.eta_s
    job.advance()
    assert halfway is not None and halfway >= 0 and job.eta_s == 0


def test_cancel_stops_at_the_next_safe_point():
    job = Job("encode")
    job.check()
    job.cancel()
    with pytest.raises(Cancelled, match="goes on from here"):
        job.check()


@pytest.mark.parametrize(
    ("error", "state"), [(Cancelled(), "cancelled"), (TimbrespaceError("No."), "failed")]
)
def test_failure_says_why(error, state):
    job = Job("encode")
    job.fail(error)
    assert job.snapshot()["state"] == state and job.error == str(error)


def test_jobs_have_ids_of_their_own():
    assert Job("layout").id != Job("layout").id


def test_a_job_given_is_the_job_used():
    job = Job("x")
    assert quiet_job(job, "y") is job and quiet_job(None, "y").kind == "y"


def test_a_newer_snapshot_has_a_higher_revision_also_after_a_job_was_made_anew():
    job = Job("encode")
    seen = [job.snapshot()["revision"]]
    job.listen(lambda changed: seen.append(changed.snapshot()["revision"]))
    job.begin(total=2)
    job.advance(1)
    job.fail(Cancelled())
    resumed = Job("encode")
    seen.append(resumed.snapshot()["revision"])
    assert seen == sorted(set(seen)) and len(seen) == 5
