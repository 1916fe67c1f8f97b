"""The study's page: every measure, for every kind of sound."""

from __future__ import annotations

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.effects import page
from timbrespace.studies.effects.matching_rows import METRICS, ROWS
from timbrespace.studies.records import Records

KINDS = ("all", "speech", "music", "drums")


def measured(effects=("overdrive", "delay"), rows=("refined", "dry", "search")):
    """A distance for each effect, row, measure and kind; all of them differ."""
    places = [
        {"effect": effect, "row": row, "corpus": kind, "metric": metric}
        for effect in effects
        for row in rows
        for kind in KINDS
        for metric in METRICS
    ]
    return Records(Result("distance", at, 100 + i) for i, at in enumerate(places))


def test_every_measure_is_told_for_every_kind_of_sound():
    records = measured()
    made = Report("title")
    page._matching(made, records)
    text = made.page()
    for title, _ in METRICS.values():
        assert f"by kind of sound: {title}" in text
    assert all(f"{page.number(result.value)}</td>" in text for result in records)


def test_a_line_is_an_effect_under_a_kind_and_a_column_is_a_way():
    records = measured().at("distance", metric="lufs")
    lines = page._rows_by_kind(records)
    assert [(each["effect"], each["sounds"]) for each in lines] == [
        (effect, kind) for effect in ("overdrive", "delay") for kind in KINDS
    ]
    for each in lines:
        for row in ("refined", "dry", "search"):
            found = records.one(effect=each["effect"], corpus=each["sounds"], row=row)
            assert each[ROWS[row]] == page.number(found.value)
        assert ROWS["table"] not in each


def test_sounds_of_no_known_kind_are_told_together():
    at = {"effect": "delay", "row": "dry", "corpus": "all", "metric": "mel"}
    records = Records([Result("distance", at, 1.0)])
    (line,) = page._rows_by_kind(records)
    assert line["sounds"] == "all"
