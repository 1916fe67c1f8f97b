"""Files of a probing say the same as the probing."""

from __future__ import annotations

import json

import numpy as np
import pytest

from timbrespace.atlas.files import read_table
from timbrespace.reports import probing
from timbrespace.reports.probing_page import short
from timbrespace.reports.results import read_results


@pytest.fixture(scope="module")
def folder(probed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "deep"
    ids = [f"{i:016x}" for i in range(1, 121)]
    page = probing.write(probed, folder, ids=ids, seconds=3.0, command="timbrespace probe x")
    assert page == folder / "report.html"
    return folder


def test_every_number_has_its_baselines_and_its_command(probed, folder):
    found = read_results(folder / "results.json")
    learned = [r for r in found if r.where.get("space", "").startswith("toy:") and
               r.name == "balanced_accuracy" and "logmel" not in r.where["space"]]  # fmt: skip
    assert len(learned) == 3 * 4
    for result in learned:
        assert set(result.baselines) == {"majority", "uniform", "log-mel", "log-mel PCA-8"}
        assert result.low <= result.value <= result.high
        assert result.n_groups == 30 and result.command == "timbrespace probe x"
    assert sum(r.name == "balanced_accuracy_difference" for r in found) == 10
    assert sum(r.name == "balanced_accuracy_unseen_combination" for r in found) == 10


def test_scores_can_be_made_again_from_the_predictions(probed, folder):
    said, _ = read_table(folder / "predictions.parquet")
    rows, _ = read_table(folder / "probes.parquet")
    assert len(said) == 120 and len(rows) == 20
    assert said.groupby("group")["fold"].nunique().max() == 1
    for row in rows.itertuples():
        right = said[f"{row.space}|{row.probe}"] == said["material"]
        assert row.accuracy == pytest.approx(right.mean())
        assert row.balanced == pytest.approx(right.groupby(said["material"]).mean().mean())


def test_the_page_has_all_figures_and_names_what_it_was_made_with(folder):
    page = (folder / "report.html").read_text()
    assert page.count("<figure>") == 5
    for text in (
        "timbrespace probe x",
        "best - first",
        "held out in turn",
        "Bonferroni",
        "seed 0",
    ):
        assert text in page
    assert json.loads((folder / "results.json").read_text())["seconds"] == 3.0


def test_the_terminal_shows_brackets_as_they_are(probed):
    from rich.console import Console

    console = Console(width=160)
    with console.capture() as capture:
        console.print(probing.terminal_table(probed))
    assert short(probed.scored[0].balanced) in capture.get()
    assert len(probing.contrast_lines(probed)) == 12


def test_truth_and_prediction_speak_the_same_words(probed):
    said = probing.predictions(probed, [f"{i:016x}" for i in range(1, 121)])
    assert set(np.unique(said["toy:1|knn"])) <= set(probed.question.classes)
