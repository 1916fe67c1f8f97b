"""match as a user meets it."""

from __future__ import annotations

import os
import shlex
import signal

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.matching.matching_world import hiss
from timbrespace.audio.decode import read
from timbrespace.audio.write import write_wav
from timbrespace.cli.main import app
from timbrespace.effects.catalogue import own
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.matching.trials import Trials

RATE_HZ = 44_100


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False)


@pytest.fixture
def pair(tmp_path):
    made = own("overdrive").apply(hiss(5)[None, None], np.array([[0.7, 0.5, 0.5]]), RATE_HZ)[0]
    write_wav(tmp_path / "dry.wav", hiss(0)[None], RATE_HZ)
    write_wav(tmp_path / "wet.wav", 0.3 * made / np.abs(made).max(), RATE_HZ)
    return tmp_path / "dry.wav", tmp_path / "wet.wav"


def test_a_table_how_near_and_two_files(pair, tmp_path):
    done = run("match", *pair, "--effect", "overdrive")
    assert done.exit_code == 0, done.output
    for said in ("Drive", "Muffle", "leaves no trace", "doing nothing", "nearer", "at once"):
        assert said in done.output
    assert (tmp_path / "dry-matched.wav").is_file()
    assert (tmp_path / "dry-matched.toml").is_file()


def test_a_preset_of_a_match_is_a_chain_to_match_with(pair, tmp_path):
    run("match", *pair, "--effect", "overdrive", "--out", tmp_path / "a.wav")
    done = run("match", *pair, "--chain", tmp_path / "a.toml", "--seconds", 0.3)
    assert done.exit_code == 0, done.output
    assert "refined" in done.output or "search" in done.output


def test_settings_are_refined_by_gradient(pair):
    pytest.importorskip("torch")
    done = run("match", *pair, "--effect", "overdrive", "--refine", "gradient", "--seconds", 0.5)
    assert done.exit_code == 0, done.output
    assert "refined" in done.output


def test_the_command_it_prints_makes_the_same_sound_again(pair, tmp_path):
    done = run("match", *pair, "--effect", "overdrive", "--out", tmp_path / "a b.wav")
    (command,) = [line for line in done.output.splitlines() if "timbrespace effect" in line]
    words = shlex.split(command.partition("timbrespace ")[2])
    told = run(*words, tmp_path / "again.wav").output
    assert "in at -12 dBFS peak" in told
    matched, again = (read(tmp_path / name)[0] for name in ("a b.wav", "again.wav"))
    assert np.abs(matched - again).max() <= 1.01 / 32_768


def test_a_search_that_was_hurried_says_so(pair):
    hurried = run("match", *pair, "--effect", "dasp:eq", "--seconds", 0.01, "--anyway")
    assert "only 12 settings" in hurried.output and "--seconds 20" in hurried.output
    assert "Warning" not in run("match", *pair, "--effect", "overdrive").output


def test_a_file_that_is_no_wav_is_refused_before_anything_is_tried(pair, tmp_path):
    with pytest.raises(TimbrespaceError, match=r"is no WAV file.*") as refused:
        run("match", *pair, "--effect", "overdrive", "--out", tmp_path / "x.flac")
    assert ".wav" in refused.value.remedy and not (tmp_path / "x.flac").exists()


def test_the_help_speaks_of_settings(pair):
    told = " ".join(run("match", "--help").output.replace("│", " ").split())
    assert "5 s for effects without a matcher" in told and "same map" not in told


@pytest.mark.parametrize("places", [[], ["--effect", "overdrive", "--lv2", "urn:x"]])
def test_one_effect_is_needed(pair, places):
    with pytest.raises(TimbrespaceError, match="One effect"):
        run("match", *pair, *places)


def test_a_matcher_is_trained_for_one_effect(tmp_path):
    with pytest.raises(TimbrespaceError, match="one effect"):
        run("train", "matcher", tmp_path)


def test_one_that_is_stopped_promises_nothing(pair, tmp_path, monkeypatch, capfd):
    tried = Trials.heard

    def interrupted(self, settings):
        if len(self) == 3:
            os.kill(os.getpid(), signal.SIGINT)
        return tried(self, settings)

    monkeypatch.setattr(Trials, "heard", interrupted)
    with pytest.raises(Cancelled, match="Nothing was written"):
        run("match", *pair, "--effect", "overdrive", "--seconds", 30)
    assert "kept" not in capfd.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dry.wav", "wet.wav"]
