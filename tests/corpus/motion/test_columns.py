"""Columns are sorted by what their names say, whatever the joints are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.corpus.motion.columns import (
    columns_of,
    complete,
    is_path,
    is_turns,
    plain_stem,
)
from timbrespace.errors import TimbrespaceError

JOINTS = st.from_regex(r"[A-Za-z][A-Za-z0-9:]{0,8}([._ ][LR])?[a-z0-9]", fullmatch=True)


@given(JOINTS, st.sampled_from("xyzXYZ"), st.sampled_from(["", "_rad", " (rad)", "_deg"]))
def test_any_joint_is_found_by_its_turns_and_its_places(joint, axis, unit):
    turns = [f"{joint}_{axis}rotation{unit}", f"{joint}.rot.{axis}{unit}"]
    places = [f"{joint}_{axis}position", f"{joint}.pos.{axis}"]
    for name in turns:
        found = columns_of([name], "clip")
        assert found.turns[joint][axis.lower()].radians == ("rad" in unit)
        assert not found.places
    for name in places:
        assert set(columns_of([name], "clip").places) == {joint}


@pytest.mark.parametrize("end", ["rot", "rotations", "ROT", "quat"])
def test_bare_axes_are_turns_where_the_table_says_so(end):
    names = ["Time", "Foot.R.X", "Foot.R.Y", "Foot.R.Z"]
    assert set(columns_of(names, f"walk_{end}").turns) == {"Foot.R"}
    assert set(columns_of(names, "walk").places) == {"Foot.R"}
    assert is_turns(",".join(names), f"walk_{end}")
    assert not is_turns(",".join(names), "walk_pos")


def test_a_fourth_axis_makes_quaternions():
    assert set(columns_of(["A.w", "A.x", "A.y", "A.z"], "walk").turns["A"]) == set("wxyz")


def test_tables_of_other_things_turn_nothing():
    assert not is_turns("file,content,Index,frame_x", "labels")


def test_what_converters_add_to_a_name():
    assert plain_stem("run_01_worldpos") == plain_stem("run_01_rot") == "run_01"
    assert is_path("run_pos") and not is_path("run_rot") and not is_path("pos")


def test_missing_axes_are_named():
    axes = columns_of(["Hips.X", "Hips.Z"], "a_rot").turns["Hips"]
    assert complete("zx", axes, "Hips", Path("a_rot.csv")) == ["Hips.Z", "Hips.X"]
    with pytest.raises(TimbrespaceError, match="no column Y for 'Hips'"):
        complete("zxy", axes, "Hips", Path("a_rot.csv"))
