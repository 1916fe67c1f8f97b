"""Plug-ins are measured once, elsewhere, and open whatever comes of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from timbrespace.effects.opening import open_effect
from timbrespace.effects.plugins import open_plugin, remembered
from timbrespace.effects.plugins.opening import open_unmarked
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Nothing is known yet; how many were measured since."""
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))
    ask, made = remembered._asked, []

    def counted(effect):
        made.append(effect.id)
        return ask(effect)

    monkeypatch.setattr(remembered, "_asked", counted)
    return made


def gain(place):
    return open_plugin(place).parameters[0]


def kept(folder):
    (file,) = (folder / "cache" / "plugins").glob("*.told.json")
    return file


def test_whoever_opens_a_plugin_finds_its_settings_marked_and_it_is_measured_once(zoo, asked):
    assert not gain(f"lv2:{zoo}late").identifiable
    assert not open_effect("lv2:late").parameters[0].identifiable
    (link,) = open_effect("chain:lv2:late").links
    assert not link.parameters[0].identifiable
    assert asked == [f"lv2:{zoo}late"]


def test_another_content_is_measured_anew(zoo, asked, monkeypatch):
    effect = open_unmarked(f"lv2:{zoo}late")
    remembered.identified(effect)
    remembered.identified(replace(effect, content="0" * 64))
    assert len(asked) == 2


def test_a_damaged_file_is_written_again(zoo, asked, tmp_path):
    gain(f"lv2:{zoo}late")
    for damaged in ("{", '{"gain": 3}', "[]"):
        kept(tmp_path).write_text(damaged)
        assert not gain(f"lv2:{zoo}late").identifiable
    assert len(asked) == 4 and json.loads(kept(tmp_path).read_text()) == {"gain": False}


def test_one_that_fails_opens_all_the_same_and_only_once_so_slowly(zoo, asked):
    assert gain(f"lv2:{zoo}trouble").identifiable
    assert gain(f"lv2:{zoo}trouble").identifiable
    assert len(asked) == 1


@pytest.mark.parametrize("error", [OSError("no process"), TimbrespaceError("no folder", "none")])
def test_where_nothing_can_be_measured_it_opens_unmarked(zoo, monkeypatch, error, caplog):
    def fails(effect):
        raise error

    monkeypatch.setattr(remembered, "_asked", fails)
    monkeypatch.setattr(remembered, "_read", lambda kept: None)
    assert gain(f"lv2:{zoo}late").identifiable
    assert "can't be measured" in caplog.text


def test_what_has_no_settings_or_no_content_is_not_measured(zoo, asked):
    open_plugin(f"lv2:{zoo}asks")
    remembered.identified(replace(open_unmarked(f"lv2:{zoo}late"), content=""))
    assert asked == []
