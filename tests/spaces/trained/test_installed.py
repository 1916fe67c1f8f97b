"""Which spaces can be named here."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import installed

from .world import FACTS, write_toy


@pytest.fixture
def voices(tmp_path, monkeypatch):
    monkeypatch.setattr(installed, "VOICES", tmp_path / "voices")
    return tmp_path / "voices"


def test_shipped_and_own_spaces_are_listed(voices, toy):
    write_toy(voices / "gongs", replace(FACTS, name="gongs"))
    installed.note(toy)
    found = {each.id: each for each in installed.listing()}
    assert found["toy:gongs"].origin == "shipped" and found["toy:bells"].origin == "yours"
    assert found["toy:bells"].facts == FACTS
    assert installed.is_known("toy:gongs") and not installed.is_known("toy:drums")


def test_ones_own_goes_before_the_shipped(voices, toy):
    write_toy(voices / "bells")
    assert installed.find("toy:bells") == voices / "bells"
    installed.note(toy)
    assert installed.find("toy:bells") == toy
    assert [each.id for each in installed.listing()] == ["toy:bells"]


def test_a_folder_that_has_gone_is_forgotten_and_a_damaged_one_is_told(voices, toy, tmp_path):
    mine = tmp_path / "mine.space"
    shutil.copytree(toy, mine)
    installed.note(mine)
    (mine / "config.toml").write_text("hm =")
    (each,) = installed.listing()
    assert each.facts is None and "TOML" in each.problem
    shutil.rmtree(mine)
    assert installed.listing() == []


def test_the_shipped_one_is_back_when_ones_own_has_gone(voices, tmp_path):
    write_toy(voices / "bells")
    mine = tmp_path / "mine.space"
    write_toy(mine)
    installed.note(mine)
    assert installed.find("toy:bells") == mine
    shutil.rmtree(mine)
    assert installed.find("toy:bells") == voices / "bells"


def test_the_nearest_name_is_given(voices, toy):
    installed.note(toy)
    with pytest.raises(TimbrespaceError, match="Did you mean 'toy:bells'"):
        installed.find("toy:bell")


def test_a_folder_goes_before_a_name(voices, toy, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_toy(tmp_path / "here")
    assert installed.folder_of("here").resolve() == tmp_path / "here"
    assert installed.folder_of(toy) == toy
