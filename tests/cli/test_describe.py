"""describe as a user meets it."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest
import soundfile
from typer.testing import CliRunner

import timbrespace
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.semantics.table import DESCRIPTORS


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def tone(tmp_path):
    time_s = np.arange(22_050) / 44_100
    path = tmp_path / "tone.wav"
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 440 * time_s), 44_100)
    return path


def test_a_sound_is_printed_as_a_table(tone):
    done = run("describe", tone)
    assert done.exit_code == 0
    for known in DESCRIPTORS:
        assert known.name in done.output
    assert "440" in done.output and "tone.wav" in done.output


def test_only_what_is_asked_for(tone):
    done = run("describe", tone, tone, "-d", "pitch_hz", "-d", "duration_s")
    assert done.output.count("440") == 2 and "brightness" not in done.output


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_values_over_time_go_to_a_file(ending, tone, tmp_path):
    out = tmp_path / f"frames.{ending}"
    done = run("describe", tone, "--frames", out, "--step-s", 0.1, "-d", "centroid_hz")
    assert done.exit_code == 0 and "5 rows" in done.output
    table = pd.read_csv(out) if ending == "csv" else pd.read_parquet(out)
    assert list(table.columns) == ["path", "time_s", "centroid_hz"]
    assert table["centroid_hz"].iloc[2] == pytest.approx(440, rel=0.02)


def test_an_atlas_is_measured_and_summed_up(atlas_folder, sounds, tmp_path):
    path = tmp_path / "few.atlas"
    shutil.copytree(atlas_folder, path)
    atlas = timbrespace.open(path, sounds=sounds)
    atlas.store.write_items(atlas.items.iloc[:3].reset_index(drop=True))
    out = tmp_path / "table.csv"
    done = run("describe", path, "--out", out)
    assert done.exit_code == 0 and "roughness_vassilakis" in done.output
    assert len(pd.read_csv(out)) == 3


def test_the_list_names_everything():
    output = run("describe", "--list").output
    assert all(known.name in output for known in DESCRIPTORS) and "yamnet:" in output


def test_nothing_and_odd_files_are_refused(tone, tmp_path):
    with pytest.raises(TimbrespaceError, match="Nothing to describe"):
        run("describe")
    with pytest.raises(TimbrespaceError, match="no kind of table"):
        run("describe", tone, "--out", tmp_path / "table.xls")
