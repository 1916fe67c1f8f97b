"""explain and transfer as a user meets them, on the shipped voice with few points."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.reports.results import read_results


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    """Points that are measured here are nobody else's."""
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.mktemp("cache")))


def run(*arguments):
    done = CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_shipped_voice_is_explained(tmp_path):
    said = run(
        "explain", "stream:bells", "--no-floor", "--places", 0, "--points", 200,
        "--out", tmp_path,
    )  # fmt: skip
    assert "Loudness +" in said and "report.html" in said
    assert {r.name for r in read_results(tmp_path / "results.json")} == {"importance"}


def test_words_are_transferred_from_the_shipped_voice_to_itself(tmp_path):
    said = run(
        "transfer", "stream:bells", "stream:bells", "--words", "loudness_lufs,centroid_hz",
        "--anchors", "0,8", "--points", 200, "--out", tmp_path,
    )  # fmt: skip
    assert "from scratch" in said and "Without a decode" in said
    by = {
        (r.where["method"], r.where["anchors"], r.where["where"]): r.value
        for r in read_results(tmp_path / "results.json")
        if r.name == "closed-loop error"
    }
    # The same voice: matched components are the identity.
    assert by["matched components", 0, "anywhere"] < 0.7 * by["random", 0, "anywhere"]


def test_a_voice_without_words_says_how_to_learn_them(tmp_path, monkeypatch):
    monkeypatch.setattr("timbrespace.surrogates.opening.SHIPPED", tmp_path)
    with pytest.raises(TimbrespaceError, match="has no words yet"):
        run("explain", "stream:bells", "--out", tmp_path)


def test_numbers_of_anchors_are_numbers(tmp_path):
    with pytest.raises(TimbrespaceError, match="no numbers of anchors"):
        run("transfer", "stream:bells", "stream:bells", "--anchors", "few", "--out", tmp_path)
