"""A function for each of many files: the same in processes and in this one."""

from __future__ import annotations

import os

import pytest

from timbrespace.api import on_all_cores
from timbrespace.api.describing import describe_files
from timbrespace.api.on_all_cores import each_file
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job


def who(path, names):
    return path.name, *names, os.getpid()


@pytest.fixture
def files(sounds):
    return sorted(sounds.rglob("*.wav"))[:6]


@pytest.fixture
def spread(monkeypatch):
    monkeypatch.setattr(on_all_cores, "SPREAD_FROM_S", 0.0)


def test_few_minutes_of_sound_stay_in_this_process(files):
    found = list(each_file(files, who, ["a"], job=Job("toy"), size=2))
    assert found == [(path.name, "a", os.getpid()) for path in files]


def test_answers_come_in_the_order_of_the_files(files, spread):
    found = list(each_file(files, who, [], job=Job("toy"), size=2))
    assert [name for name, _ in found] == [path.name for path in files]
    assert os.getpid() not in {pid for _, pid in found}


def test_a_job_that_is_cancelled_stops(files, spread):
    job = Job("toy")
    rows = each_file(files, who, [], job=job, size=2)
    next(rows)
    job.cancel()
    with pytest.raises(Cancelled):
        list(rows)


def test_values_do_not_depend_on_the_process(files, monkeypatch):
    here = describe_files(files[:3])
    monkeypatch.setattr(on_all_cores, "SPREAD_FROM_S", 0.0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    there = describe_files(files[:3])
    assert here.equals(there)


def test_a_file_that_is_not_there_is_named(files, spread, tmp_path):
    with pytest.raises(TimbrespaceError, match="gone.wav"):
        describe_files([*files[:2], tmp_path / "gone.wav"])
