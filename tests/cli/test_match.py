"""match as a user meets it."""

from __future__ import annotations

import os
import signal

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.matching.matching_world import hiss
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
