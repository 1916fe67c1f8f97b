"""The table of studies, and the command that lists and runs them."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.studies import STUDIES, Options, find


def run(*arguments):
    command = [sys.executable, "-c", "from timbrespace.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_every_study_can_be_run():
    for study in STUDIES:
        assert callable(import_module(study.module).run)
        assert find(study.name) is study
        assert study.question.endswith("?") and "\n" not in study.question


def test_the_command_without_a_name_lists_them():
    done = run("study")
    assert done.returncode == 0
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [s.name for s in STUDIES]


def test_an_unknown_study_is_an_error_that_names_those_there_are():
    with pytest.raises(TimbrespaceError, match="latent-audio"):
        find("latent-video")
    done = run("study", "latent-video")
    assert done.returncode == 1 and "latent-audio" in done.stderr


def test_a_study_is_given_the_options(tmp_path, monkeypatch):
    seen = []
    module = import_module(STUDIES[0].module)
    monkeypatch.setattr(module, "run", lambda options, job: seen.append(options) or tmp_path)
    options = Options(tmp_path, seed=3)
    assert STUDIES[0].run(options) == tmp_path
    assert seen == [options]
