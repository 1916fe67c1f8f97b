"""The command settings as a user meets it."""

from __future__ import annotations

from typer.testing import CliRunner

import timbrespace
from tests.settings.world import sound
from timbrespace.audio.write import write_wav
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.clip import RATE_HZ


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_it_makes_an_atlas_and_says_how_to_hear_it(tmp_path):
    clip, out = tmp_path / "burst.wav", tmp_path / "o.atlas"
    write_wav(clip, sound(), RATE_HZ)
    done = run("settings", "overdrive", clip, "--n", 16, "--out", out, "--embedding", "timbre")
    assert done.exit_code == 0, done.output
    assert f"timbrespace serve {out}" in done.output.replace("\n", " ")
    assert len(timbrespace.open(out).items) == 16


def test_an_effect_that_is_not_there_is_an_error_in_one_line(tmp_path):
    write_wav(tmp_path / "burst.wav", sound(), RATE_HZ)
    done = run("settings", "overdrvie", tmp_path / "burst.wav")
    assert done.exit_code == 1 and isinstance(done.exception, TimbrespaceError)
    assert "overdrive" in done.exception.remedy


def test_a_clip_that_is_not_there_is_no_matter_of_a_folder(tmp_path):
    done = run("settings", "overdrive", tmp_path / "nobody.wav")
    assert done.exit_code == 1 and isinstance(done.exception, TimbrespaceError)
    assert "is not there" in str(done.exception) and "name is right" in done.exception.remedy
