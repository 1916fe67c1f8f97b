"""measure as a user meets it."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from timbrespace.cli.main import app
from timbrespace.reports.results import read_results

from .. import dct_space


@pytest.fixture
def place(tmp_path, monkeypatch):
    dct_space.register(monkeypatch)
    dct_space.write(tmp_path / "toy.space")
    (tmp_path / "sounds").mkdir()
    for i in range(4):
        noise = 0.1 * np.random.default_rng(i).normal(size=8000)
        soundfile.write(tmp_path / "sounds" / f"{i}.wav", noise, 16_000)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["measure", *map(str, arguments)], catch_exceptions=False)


def test_a_table_what_it_means_and_a_file(place):
    done = run(
        place / "toy.space", place / "sounds", "--no-fad", "--bits", 6, "--out", place / "m.json"
    )
    assert done.exit_code == 0, done.output
    for row in ("dct:toy, 6 bit", "dct:toy, float32", "PCM", "Opus", "DCT", "PCA", "mel PCA"):
        assert row in done.output
    assert "kbit/s" in done.output and "…" not in done.output, "numbers are cut off"
    assert "nobody hears" in done.output.replace("\n", " ")
    found = read_results(place / "m.json")
    assert {r.where["space"] for r in found} == {"dct:toy"}


def test_a_name_that_nobody_knows_is_said(place):
    with pytest.raises(Exception, match="no trained space"):
        run("stream:nothing", place / "sounds")
