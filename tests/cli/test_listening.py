"""From a folder of sounds to a page, and from listeners' files to a report."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from timbrespace.cli.main import app

from ..listening.test_folders import write
from ..listening.world import answers, noise, write_csv

RATED = {"reference": 100, "ours": 70, "anchor": 10}


def run(*line):
    return CliRunner().invoke(app, [str(word) for word in line], catch_exceptions=True)


def test_a_page_is_made_and_results_are_read(tmp_path):
    for name in ("reference", "ours"):
        write(tmp_path / "test" / "drum" / f"{name}.wav", noise())
    out = tmp_path / "test.html"
    made = run("listening", "make", tmp_path / "test", "--out", out, "--title", "Drums")
    assert made.exit_code == 0 and "1 trials, 2 sounds" in made.output
    assert "<title>Drums</title>" in out.read_text()

    file = write_csv(tmp_path / "a.csv", answers({who: {"drum": RATED} for who in "ab"}))
    read = run("listening", "read", file, "--out", tmp_path / "r.html")
    assert read.exit_code == 0 and "2 of 2 listeners kept" in read.output
    results = json.loads((tmp_path / "r.json").read_text())["results"]
    assert {each["where"]["condition"] for each in results} == set(RATED)
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")


def test_what_is_wrong_is_said(tmp_path):
    failed = run("listening", "read", tmp_path)
    assert failed.exit_code != 0 and "no results" in str(failed.exception)


def test_abx_from_labelled_sounds_to_an_exact_answer(tmp_path):
    rows = ["file,kind,group"]
    for k in range(8):
        write(tmp_path / "sounds" / f"{k}.wav", noise(k))
        rows.append(f"{k}.wav,{'xy'[k % 2]},{k}")
    (tmp_path / "sounds" / "labels.csv").write_text("\n".join(rows) + "\n")
    out = tmp_path / "abx.html"
    made = run("listening", "make", tmp_path / "sounds", "--pairs", 4, "--out", out)
    assert made.exit_code == 0 and "4 trials, 16 sounds" in made.output

    lines = [f"t,ann,{k},kind,A,{'A' if k < 15 else 'B'}" for k in range(16)]
    (tmp_path / "a.csv").write_text("\n".join(["test,listener,trial,condition,x,answer", *lines]))
    read = run("listening", "read", tmp_path / "a.csv", "--out", tmp_path / "r.html")
    assert read.exit_code == 0 and "15 of 16 right" in read.output
    assert "told apart (p < 0.001)" in read.output
