"""Results are found by name and place, and shown with their intervals."""

from __future__ import annotations

from timbrespace.reports.results import Result
from timbrespace.studies.records import Records, cell, p_cell

FOUND = Records(
    [
        Result("accuracy", {"layer": "8", "probe": "knn"}, 0.5, 0.4, 0.6, p=0.01),
        Result("accuracy", {"layer": "9", "probe": "knn"}, 0.25),
        Result("balanced", {"layer": "9", "probe": "logistic", "group": "source"}, 0.75),
    ]
)


def test_name_and_place_narrow_it_down():
    assert len(FOUND.at("accuracy")) == 2 and len(FOUND.at(layer="9")) == 2
    assert FOUND.one("accuracy", layer="9").value == 0.25
    assert FOUND.one("accuracy", layer="10") is None
    assert FOUND.values("layer") == ["8", "9"]


def test_none_asks_for_records_without_that_place():
    assert [r.name for r in FOUND.at(layer="9", group=None)] == ["accuracy"]


def test_cells():
    assert cell(FOUND.one(layer="8")) == "0.500 [0.400, 0.600]"
    assert cell(None) == "" == cell(Result("x", {}, float("nan")))
    assert p_cell(FOUND.one(layer="8")) == "0.010" and p_cell(FOUND.one(layer="9")) == ""


def test_an_interval_over_two_groups_is_not_shown():
    made = [Result("x", {}, 0.5, 0.49, 0.51, n_groups=n) for n in (2, 5)]
    assert [cell(each) for each in made] == ["0.500", "0.500 [0.490, 0.510]"]
