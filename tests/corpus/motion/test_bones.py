"""The bones of a table lie beside it under its name, or are the only ones there, or are named."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion.bones import bones_of, path_of
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def table(tmp_path):
    (tmp_path / "walk_rot.csv").write_text("")
    return tmp_path / "walk_rot.csv"


def test_its_own_goes_before_others_and_one_that_is_named_before_all(table):
    only = table.with_name("skeleton.BVH")
    only.write_text("")
    assert bones_of(table) == only
    own = table.with_name("walk.bvh")
    own.write_text("")
    assert bones_of(table) == own
    assert bones_of(table, only) == only


def test_none_and_several_are_errors_that_say_what_to_do(table):
    with pytest.raises(TimbrespaceError, match="no BVH file lies") as told:
        bones_of(table)
    assert "walk.bvh" in told.value.remedy
    assert "--skeleton" in told.value.remedy
    for name in "ab":
        table.with_name(f"{name}.bvh").write_text("")
    with pytest.raises(TimbrespaceError, match="2 BVH files lie"):
        bones_of(table)


def test_its_path_is_the_table_of_places_of_the_same_name(table):
    table.with_name("run_pos.csv").write_text("")
    assert path_of(table) is None
    table.with_name("walk_worldpos.csv").write_text("")
    assert path_of(table) == table.with_name("walk_worldpos.csv")
