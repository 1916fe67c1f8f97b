"""The matcher's part of the page: every measure, for every kind of sound, and what is given."""

from __future__ import annotations

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.effects import matching_page as page
from timbrespace.studies.effects.matching_rows import METRICS, ROWS
from timbrespace.studies.records import Records, number

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
    page.add(made, records)
    text = made.page()
    for title, _ in METRICS.values():
        assert f"by kind of sound: {title}" in text
    assert all(f"{number(result.value)}</td>" in text for result in records)


def test_a_line_is_an_effect_under_a_kind_and_a_column_is_a_way():
    records = measured().at("distance", metric="lufs")
    lines = page.rows_by_kind(records)
    assert [(each["effect"], each["sounds"]) for each in lines] == [
        (effect, kind) for effect in ("overdrive", "delay") for kind in KINDS
    ]
    for each in lines:
        for row in ("refined", "dry", "search"):
            found = records.one(effect=each["effect"], corpus=each["sounds"], row=row)
            assert each[ROWS[row]] == number(found.value)
        assert ROWS["table"] not in each


def test_sounds_of_no_known_kind_are_told_together():
    at = {"effect": "delay", "row": "dry", "corpus": "all", "metric": "mel"}
    records = Records([Result("distance", at, 1.0)])
    (line,) = page.rows_by_kind(records)
    assert line["sounds"] == "all"


def test_what_is_given_stands_beside_how_often_it_is_nothing():
    at = {"effect": "delay", "row": "delivered at once", "corpus": "all", "metric": "mr_stft"}
    of = {"effect": "delay", "row": "at once"}
    records = Records(
        [
            Result("gain_share", at, 0.12, 0.03, 0.2),
            Result("gain_share", at | {"row": "at once"}, 0.15, 0.05, 0.25),
            Result("refused", of | {"reference": "treated"}, 0.25),
            Result("refused", of | {"reference": "untreated"}, 0.875),
            Result("refused", of | {"reference": "treated", "row": "refined"}, 0.5),
            Result("n_renders", of, 19.0),
            Result("match_s", of | {"by": "clock"}, 0.8),
            Result("match_s", of | {"by": "processor"}, 0.4),
        ]
    )
    (line,) = page.delivered_rows(records)
    assert list(line.values()) == ["delay", "12% [3%, 20%]", "25%, 88%", "19", "0.8", *[""] * 4]


def test_where_nothing_falls_short_there_is_no_heading_for_it():
    at = {"effect": "delay", "row": "delivered", "corpus": "all", "metric": "mr_stft"}
    for value, short in ((0.4, False), (0.2, True)):
        made = Report("title")
        given = Result("gain_share", at, value, 0.1, 0.5)
        page.add(made, Records([given, Result("gain_share", at | {"row": "search"}, 0.3)]))
        assert ("falls short" in made.page()) is short
