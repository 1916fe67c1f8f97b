"""What is done is not done again, unless what it was made from has changed."""

from __future__ import annotations

import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.reports.results import Result
from timbrespace.studies.notebook import Findings, Notebook


class Work:
    """Counts how often it is done."""

    def __init__(self, **options):
        self.n, self.options = 0, options

    def __call__(self):
        self.n += 1
        result = Result("accuracy", {"layer": "9"}, 0.5 + self.n, baselines={"chance": 0.25})
        return Findings([result], ["said"], {"n": self.n}, **self.options)


@pytest.fixture
def open_notebook(tmp_path):
    lines = []

    def opened():
        notebook = Notebook(tmp_path / "out", Job("test"), lines.append)
        notebook.lines = lines
        return notebook

    return opened


def test_a_step_that_is_done_is_read_back_as_it_was(open_notebook):
    work = Work()
    first = open_notebook().step("probe", "Probing", {"seed": 0}, work)
    again = open_notebook().step("probe", "Probing", {"seed": 0}, work)
    assert work.n == 1
    assert again == first
    assert again.results[0].value == 1.5 and again.kept == {"n": 1}


@pytest.mark.parametrize("changed", [{"seed": 1}, {"seed": 0, "layer": "9"}, {}])
def test_other_ingredients_mean_another_step(open_notebook, changed):
    work = Work()
    open_notebook().step("probe", "Probing", {"seed": 0}, work)
    open_notebook().step("probe", "Probing", changed, work)
    assert work.n == 2


def test_what_it_left_behind_must_still_be_there(open_notebook, tmp_path):
    work, atlas = Work(), tmp_path / "an.atlas"
    atlas.mkdir()
    open_notebook().step("encode", "Encoding", {}, work, needs=[atlas])
    open_notebook().step("encode", "Encoding", {}, work, needs=[atlas])
    assert work.n == 1
    atlas.rmdir()
    open_notebook().step("encode", "Encoding", {}, work, needs=[atlas])
    assert work.n == 2


def test_what_could_not_be_done_is_tried_again(open_notebook):
    work = Work(done=False)
    open_notebook().step("edits", "Editing", {}, work)
    open_notebook().step("edits", "Editing", {}, work)
    assert work.n == 2


def test_a_step_that_was_interrupted_is_not_taken_for_done(open_notebook):
    work = Work()
    with pytest.raises(KeyboardInterrupt):
        open_notebook().step("probe", "Probing", {}, interrupted)
    open_notebook().step("probe", "Probing", {}, work)
    assert work.n == 1


def interrupted():
    raise KeyboardInterrupt


def test_a_cancelled_job_begins_no_step(tmp_path):
    job, work = Job("test"), Work()
    job.cancel()
    with pytest.raises(Cancelled):
        Notebook(tmp_path, job, print).step("probe", "Probing", {}, work)
    assert work.n == 0


def test_numbers_and_seconds_of_all_steps_are_summed_up(open_notebook):
    notebook = open_notebook()
    pages = [notebook.step(name, name, {}, Work()) for name in ("a", "b")]
    assert len(notebook.results) == 2
    assert notebook.seconds == sum(page.cost.seconds for page in pages)
    assert notebook.kept("a") == {"n": 1} and notebook.kept("nowhere") == {}
