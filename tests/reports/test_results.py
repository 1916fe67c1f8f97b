"""Records come back as they were, and what made them is beside them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from timbrespace.reports.results import Result, read_results, write_results


def test_records_come_back(tmp_path):
    given = [
        Result("accuracy", {"layer": "8", "k": 3}, np.float64(0.5), 0.4, 0.6, n_items=np.int64(9),
               baselines={"chance": np.float32(0.25)}, p=0.01, command="timbrespace probe x"),
        Result("time", {}, 2.0, unit="s", better="lower"),
    ]  # fmt: skip
    found = read_results(write_results(tmp_path / "deep" / "r.json", given, seconds=1.5, seed=7))
    assert found == given


def test_what_made_them_is_beside_them(tmp_path):
    path = write_results(tmp_path / "r.json", [], seconds=1.5, seed=7, notes=["one"])
    whole = json.loads(path.read_text())
    assert whole["seconds"] == 1.5 and whole["seed"] == 7 and whole["notes"] == ["one"]
    assert whole["versions"]["numpy"] == np.__version__ and whole["peak_memory_mb"] > 10


def test_what_is_not_a_number_is_null_in_the_file(tmp_path):
    path = write_results(tmp_path / "r.json", [Result("x", {}, float("nan"))], seconds=0)
    assert json.loads(path.read_text())["results"][0]["value"] is None
    assert np.isnan(read_results(path)[0].value)


@pytest.mark.parametrize(("better", "beats"), [("higher", False), ("lower", False)])
def test_one_baseline_that_is_as_good_is_enough_to_fail(better, beats):
    assert Result("x", {}, 0.5, better=better, baselines={"a": 0.5}).beats() is beats


def test_lower_is_better_where_it_says_so():
    assert Result("error", {}, 0.1, better="lower", baselines={"dry": 0.2}).beats()
    assert not Result("error", {}, 0.1, baselines={"dry": 0.2}).beats()
