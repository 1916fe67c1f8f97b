"""Columns for the page: nothing in them that JSON cannot hold, everything in one order."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.app.answers import NotFound
from timbrespace.app.tables import Items, descriptor_facts, levels_and_codes, number, whole

from .toys import IDS, item_rows

NOTHING = pd.DataFrame()


@given(st.lists(st.sampled_from(["wood", "glass", "", None, np.nan, pd.NA, 3])))
def test_codes_point_at_the_level_of_each_item(values):
    column = pd.Series(values, dtype=object)
    found = levels_and_codes(column)
    assert found["levels"] == sorted(set(found["levels"]))
    for value, code in zip(values, found["codes"], strict=True):
        named = found["levels"][code] if code >= 0 else None
        assert named == (str(value) if isinstance(value, str | int) and value != "" else None)


@given(st.floats() | st.integers(-(10**12), 10**12) | st.none() | st.just(pd.NA))
def test_numbers_are_finite_or_nothing(value):
    found = number(value)
    json.dumps(found, allow_nan=False)
    if value is None or value is pd.NA or not math.isfinite(value):
        assert found is None
    else:
        assert found == pytest.approx(value, rel=1e-5, abs=1e-300)
        assert whole(value) == round(float(value))


def test_an_empty_atlas_has_empty_columns():
    for table in (NOTHING, pd.DataFrame({"id": [], "path": []}), item_rows().iloc[:0]):
        columns = Items(table, NOTHING).columns()
        assert columns["id"] == columns["name"] == columns["duration_s"] == []


def test_genes_have_no_sound_and_that_is_fine():
    items = Items(pd.DataFrame({"id": ["g1"], "kind": ["row"], "path": [None]}), NOTHING)
    detail = items.detail("g1")
    assert (detail["name"], detail["sample_rate"]) == ("g1", None)
    json.dumps([detail, items.columns()], allow_nan=False)


def test_windows_are_named_by_where_they_begin():
    names = Items(item_rows(), NOTHING).columns()["name"]
    assert names[0] == "kick.wav"
    assert names[4:] == ["long.wav @ 0.00 s", "long.wav @ 1.00 s", "long.wav @ 2.00 s"]


def test_only_windows_are_cut():
    items = Items(item_rows(), NOTHING)
    assert items.window(IDS[0]) == (0.0, None)
    assert items.window(IDS[4]) == (0.0, 1.0)
    assert items.window(IDS[6]) == (2.0, 0.5)


def test_a_single_window_that_is_left_is_still_a_window():
    items = Items(item_rows([IDS[6]]), NOTHING)
    assert items.window(IDS[6]) == (2.0, 0.5)


def test_points_land_on_the_row_of_their_item():
    items = Items(item_rows(), NOTHING)
    points = pd.DataFrame(
        {"id": [IDS[3], "gone", IDS[0]], "x": [3.0, 9.0, 0.0], "y": 1.0, "z": 2.0, "trust": 0.5}
    )
    rows = items.place(points, 3)
    assert rows.dtype == np.dtype("<f4")
    assert rows[3].tolist() == [3.0, 1.0, 2.0, 0.5]
    assert rows[0].tolist() == [0.0, 1.0, 2.0, 0.5]
    assert np.isnan(rows[[1, 2, 4, 5, 6]]).all()


@pytest.mark.parametrize("item_id", ["", "ffff", "../x", "a" * 5000])
def test_what_is_not_listed_is_not_found(item_id):
    with pytest.raises(NotFound) as refused:
        Items(item_rows(), NOTHING).row(item_id)
    assert len(refused.value.message) < 100


def test_descriptor_titles_drop_their_unit():
    names = ["loudness_lufs", "pitch_hz", "duration_s", "flatness", "attack_time_ms"]
    titles = [d["title"] for d in descriptor_facts([{"name": n} for n in names])]
    assert titles == ["Loudness", "Pitch", "Duration", "Flatness", "Attack time"]
