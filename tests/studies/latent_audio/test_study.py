"""The whole study on a few synthetic sounds: honest to its records, and done only once."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet.weights import H5_VARIABLE, load
from timbrespace.studies import Options
from timbrespace.studies.latent_audio.sizes import Sizes
from timbrespace.studies.latent_audio.study import LAYER, declared, run

SIZES = Sizes(
    per_cell=8, n_permutations=5, n_controls=9, n_dims=16, flow_dims=2, flow_steps=20,
    flow_folds=2, n_pairs=4, n_measured=0, n_hear=0, spaces=("yamnet:0", "yamnet:9", "yamnet:13"),
)  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The study run twice: its folder, and what it said of its steps each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(H5_VARIABLE, raising=False)
        patch.setattr("timbrespace.studies.weights.cached", lambda name: None)
        try:
            load("tfhub")
        except TimbrespaceError as error:
            pytest.skip(f"SKIPPED LOUDLY: no weights of YAMNet to run the study with: {error}")
        out = tmp_path_factory.mktemp("study")
        told = []
        for _ in range(2):
            lines = []
            run(Options(out, small=True, tell=lines.append, command="the command"), sizes=SIZES)
            told.append(lines)
    return out, told


class Cells(HTMLParser):
    """The text of every cell of every table's body."""

    def __init__(self, page):
        super().__init__()
        self.cells, self.inside = [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "td":
            self.inside = True
            self.cells.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "td"

    def handle_data(self, data):
        if self.inside:
            self.cells[-1] += data


def numbers_of(record):
    """Every number that a record holds, and whatever its place says."""
    ends = [record[key] for key in ("value", "low", "high", "p", "n_items", "n_groups")]
    return [v for v in [*ends, *record["baselines"].values()] if v is not None]


def test_every_number_in_a_table_is_a_record(study):
    records = json.loads((study[0] / "results.json").read_text())["results"]
    values = [value for record in records for value in numbers_of(record)]
    known = {f"{value:.{digits}f}" for value in values for digits in (0, 1, 3)}
    known.add("0.001")  # As in "p <0.001".
    places = {str(place) for record in records for place in record["where"].values()}
    cells = Cells((study[0] / "report.html").read_text()).cells
    assert len(cells) > 200
    for cell in cells:
        if cell in places:
            continue
        for token in re.findall(r"(?<![\w-])-?\d+(?:\.\d+)?(?![\w-])", cell):
            assert token in known, f"{token} in '{cell}' is in no record"


def test_every_measured_number_says_how_to_make_it_again(study):
    records = json.loads((study[0] / "results.json").read_text())["results"]
    published = [r for r in records if "of" in r["where"]]
    assert all("original" in r["where"]["of"] for r in published)
    assert all(r["command"] for r in records if r not in published)
    probed = [r for r in records if r["name"] == "balanced_accuracy" and "label" in r["where"]]
    assert all(r["command"].startswith("timbrespace probe ") for r in probed)
    assert all(r["low"] <= r["value"] <= r["high"] for r in probed)


def test_what_is_done_is_not_done_again(study):
    first, again = study[1]
    assert len(first) == len(again) > 6
    assert not any("done before" in line for line in first)
    assert all("done before" in line for line in again), again


def test_the_page_says_what_it_is_about(study):
    page = (study[0] / "report.html").read_text()
    assert "not recordings" in page and "nothing here is about recorded sound" in page
    assert "tfhub" in page and "A small run" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    for title in ("Method", "what can be read", "pulled apart", "edited", "What it took"):
        assert title in page


def test_all_steps_have_numbers(study):
    records = json.loads((study[0] / "results.json").read_text())["results"]
    names = {record["name"] for record in records}
    assert {"sounds", "balanced_accuracy", "balanced_accuracy_difference", "trustworthiness",
            "explained_variance", "leakage", "mig", "edit_both_logits", "edit_margin",
            "seconds", "disk"} <= names  # fmt: skip


@pytest.mark.parametrize("layer", ["14", "-1", "nine"])
def test_a_layer_that_is_none_is_refused(layer):
    with pytest.raises(TimbrespaceError, match="0 to 13"):
        declared(layer)


def test_the_declared_layer_is_the_originals_unless_told():
    assert declared(None) == declared("best") == LAYER == "9"
    assert declared("07") == "7"
