"""The bones of a table lie beside it under its name, or are the only ones there, or are named."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion.bones import Beside
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def table(tmp_path):
    (tmp_path / "walk_rot.csv").write_text("")
    return tmp_path / "walk_rot.csv"


def bones_of(table, skeleton=None):
    return Beside(table.parent, skeleton).bones_of(table)


def path_of(table):
    return Beside(table.parent).path_of(table)


def test_its_own_goes_before_others_and_one_that_is_named_before_all(table):
    only = table.with_name("skeleton.BVH")
    only.write_text("")
    assert bones_of(table) == only
    own = table.with_name("walk.bvh")
    own.write_text("")
    assert bones_of(table) == own
    assert bones_of(table, only) == only


def test_of_two_of_its_name_the_first_is_taken(table):
    for name in ("walk_rot.bvh", "walk.bvh"):
        table.with_name(name).write_text("")
    assert bones_of(table) == table.with_name("walk.bvh")


def test_none_and_several_are_errors_that_say_what_to_do(table):
    with pytest.raises(TimbrespaceError, match="no BVH file lies") as told:
        bones_of(table)
    assert "walk.bvh" in told.value.remedy
    assert "--skeleton" in told.value.remedy
    for name in "ab":
        table.with_name(f"{name}.bvh").write_text("")
    with pytest.raises(TimbrespaceError, match="2 BVH files lie"):
        bones_of(table)


def test_what_is_hidden_and_folders_are_no_bones(table):
    table.with_name(".walk.bvh").write_text("")
    table.with_name("walk.bvh").mkdir()
    with pytest.raises(TimbrespaceError, match="no BVH file lies"):
        bones_of(table)


def test_bones_may_be_a_link(table, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "body.bvh"
    elsewhere.write_text("")
    table.with_name("skeleton.bvh").symlink_to(elsewhere)
    assert bones_of(table) == table.with_name("skeleton.bvh")


def test_its_path_is_the_table_of_places_of_the_same_name(table):
    table.with_name("run_pos.csv").write_text("")
    assert path_of(table) is None
    table.with_name("walk_worldpos.csv").write_text("")
    assert path_of(table) == table.with_name("walk_worldpos.csv")


def test_no_table_is_its_own_path(table):
    turns = table.rename(table.with_name("walk_pos.csv"))
    assert path_of(turns) is None
