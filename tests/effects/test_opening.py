"""Places of all kinds open: ours, plug-ins, presets."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.base import defaults
from timbrespace.effects.catalogue import ids
from timbrespace.effects.chain import Chain
from timbrespace.effects.opening import open_effect, with_defaults
from timbrespace.effects.plugins import installed
from timbrespace.errors import TimbrespaceError

HEAD = 'format = "timbrespace-preset-1"\n'


@pytest.mark.parametrize("place", ids())
def test_ours_open_by_their_ids(place):
    assert open_effect(place).id == place


def test_a_preset_opens_as_its_effect_which_starts_there(tmp_path):
    file = tmp_path / "warm.toml"
    file.write_text(HEAD + '[[effects]]\neffect = "overdrive"\nsettings = {drive = 30}\n')
    found = open_effect(str(file))
    assert found.id == "overdrive"
    assert defaults(found) == pytest.approx([0.3, 0.0, 0.5])


def test_a_preset_of_two_opens_as_a_chain_that_opens_by_its_id(tmp_path):
    file = tmp_path / "warm.toml"
    file.write_text(HEAD + '[[effects]]\neffect = "overdrive"\n[[effects]]\neffect = "delay"\n')
    found = open_effect(str(file))
    assert isinstance(found, Chain) and found.id == "chain:overdrive+delay"
    assert open_effect(found.id) == found


def test_a_preset_names_no_preset(tmp_path):
    file = tmp_path / "loop.toml"
    file.write_text(HEAD + f'[[effects]]\neffect = "{file.as_posix()}"\n')
    with pytest.raises(TimbrespaceError, match="names another preset"):
        open_effect(str(file))


def test_a_plugin_opens_and_starts_where_it_is_told():
    place = "lv2:http://drobilla.net/plugins/mda/Overdrive"
    if place not in {each.id for each in installed()}:
        pytest.skip("SKIPPED LOUDLY: the mda suite is not installed (Debian: mda-lv2)")
    found = open_effect(place)
    assert found.id == place
    moved = with_defaults(found, np.full(len(found.parameters), 0.25))
    assert defaults(moved) == pytest.approx(np.full(len(found.parameters), 0.25))


@pytest.mark.parametrize("place", ["nothing", "lv2:http://nobody/has/this", "no.toml"])
def test_what_is_not_there_is_told(place):
    with pytest.raises(TimbrespaceError):
        open_effect(place)
