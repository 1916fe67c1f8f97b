"""Tables, sentences and figures follow from the records and from nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.studies.effects.space_world import CONFIG, TOYS, Ear, clips
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.effects import space_items, space_page
from timbrespace.studies.effects.space import Measured
from timbrespace.studies.effects.space_features import SPECTRUM
from timbrespace.studies.records import Records

WHERE = {"features": "ear", "probe": "forest"}
RESULTS = (
    Result("effect_accuracy", WHERE, 0.8, 0.7, 0.9, baselines={"chance": 0.3, "PCA": 0.6}),
    Result("effect_accuracy", {**WHERE, "features": "PCA"}, 0.6, 0.5, 0.7),
    Result("effect_accuracy_margin", {**WHERE, "against": "PCA"}, 0.2, 0.1, 0.3, p=0.001),
    Result("effect_accuracy_margin", {**WHERE, "against": "log-mel"}, -0.2, -0.3, -0.1, p=0.001),
    Result("settings_r2", {**WHERE, "effect": "tilt"}, 0.5, 0.4, 0.6),
    Result("settings_r2", {**WHERE, "effect": "all"}, 0.5, 0.4, 0.6),
    Result("same_style_nearer", {"features": "ear", "distance": "cosine", "effect": "all"}, 0.9),
)
RECORDS = Records(RESULTS)


def test_tables_hold_the_values_with_their_intervals():
    (ear, pca) = space_page.naming_rows(RECORDS)
    assert ear["features"] == "ear" and ear["random forest"] == "0.800 [0.700, 0.900]"
    assert pca["random forest"].startswith("0.600") and pca["linear"] == ""
    assert [row["effect"] for row in space_page.reading_rows(RECORDS)] == ["tilt", "all"]
    assert space_page.nearness_rows(RECORDS)[0]["cosine"] == "0.900"


def test_sentences_count_what_is_above_and_what_is_below():
    said = space_page.in_short(RECORDS)
    assert "ear is above PCA with 1 of 1 probes, below with 0" in said[0]
    assert "ear is above log-mel with 0 of 1 probes, below with 1" in said[1]


def test_markdown_has_a_line_for_each_row():
    lines = [line for line in space_page.tables(RECORDS) if line]
    assert sum(line.startswith("| ear") for line in lines) == 2
    assert all(line.count("|") == lines[0].count("|") for line in lines[:4])


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """What a measurement leaves, without measuring."""
    folder = tmp_path_factory.mktemp("clips")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(space_items, "open_effect", TOYS.__getitem__)
        clean = clips(folder, n_groups=6, each=1)
        items = space_items.probed(clean, CONFIG, 6)
        rows = np.random.default_rng(0).standard_normal((18, 3)).astype(np.float32)
        found = Measured(RESULTS, items, {"ear": rows, SPECTRUM: rows}, (), ())
        yield found, clean


def test_figures_are_drawn_and_written_and_shown(measured, tmp_path, monkeypatch):
    monkeypatch.setattr(space_page, "LAYOUT", "pca")
    found, clean = measured
    rows = {**found.found, "other": found.found["ear"]}
    found, spaces = replace(found, found=rows), {"ear": Ear(), "other": Ear()}
    figures = space_page.figures_of(found, spaces, clean[0], drawn=("tilt",), n_each=8)
    for name in spaces:
        of = [title for title in figures if title.startswith(f"One clip in {name}")]
        assert [sum(word in title for title in of) for word in ("by effect", "Tilt")] == [1, 2]
    assert not [title for title in figures if "Gain" in title]
    page = Report("Effects")
    space_page.add(page, RECORDS, figures)
    assert page.page().count("<figure>") == len(figures)
    written = space_page.write_figures(tmp_path, found, {"ear": Ear()}, clean)
    assert written and all(path.read_bytes().startswith(b"<?xml") for path in written)
