"""Reconstruction tables."""

from __future__ import annotations

from timbrespace.reports.reconstruction import cell, rows, terminal_table
from timbrespace.reports.results import Result


def records():
    found = []
    for codec, value in (("space", 1.25), ("opus", 12.345)):
        where = {"codec": codec, "title": f"the {codec}"}
        found.append(Result("kbit_s", where, 14.7))
        found.append(Result("mel_distance", where, value, value - 1, value + 1))
    found.append(Result("frechet_audio_distance", {"codec": "opus", "title": "the opus"}, 0.5))
    found.append(Result("gain", {"metric": "mel_distance", "over": "opus"}, 1.0))
    return found


def test_a_row_for_each_codec_and_a_column_for_each_metric_there_is():
    first, second = rows(records())
    assert first == {"of": "the space", "kbit/s": "14.7", "mel dB": "1.25 [0.25, 2.25]", "FAD": ""}
    assert second["FAD"] == "0.50"
    assert rows(records(), intervals=False)[1]["mel dB"] == "12.3"


def test_what_is_no_number_stays_empty():
    assert cell(Result("si_sdr", {}, float("nan"))) == ""
    assert cell(Result("kbit_s", {}, 352.8)) == "353"


def test_the_terminal_shows_the_same():
    table = terminal_table(records(), "a title")
    assert table.row_count == 2
    assert [column.header for column in table.columns] == ["of", "kbit/s", "mel dB", "FAD"]
