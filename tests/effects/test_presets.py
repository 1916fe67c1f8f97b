"""Presets come back from their files as they were, and say what is wrong with them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.effects import presets
from timbrespace.effects.catalogue import ids, own
from timbrespace.effects.chain import Chain
from timbrespace.errors import TimbrespaceError

HEAD = 'format = "timbrespace-preset-1"\n'


@given(st.sampled_from(ids()), st.integers(0, 2**32 - 1))
def test_settings_come_back_from_their_text(effect_id, seed):
    effect = own(effect_id)
    theta = np.random.default_rng(seed).uniform(0, 1, len(effect.parameters))
    text = presets.preset_of(effect, theta, "Mine").toml()
    found = presets.parse(text)
    again, settings = presets.open_preset(found, own)
    assert again == effect and found.title == "Mine"
    assert np.allclose(settings, theta, atol=1e-3)


def test_a_chain_comes_back_from_its_file(tmp_path):
    chain = Chain((own("overdrive"), own("delay"), own("overdrive")))
    theta = np.random.default_rng(0).uniform(0.1, 0.9, len(chain.parameters))
    presets.write_preset(tmp_path / "mine.toml", presets.preset_of(chain, theta))
    again, settings = presets.open_preset(presets.read_preset(tmp_path / "mine.toml"), own)
    assert again == chain
    assert np.allclose(settings, theta, atol=1e-5)


def test_the_peak_that_sounds_are_brought_to_is_kept_where_one_is_said(tmp_path):
    effect, theta = own("overdrive"), np.full(3, 0.5)
    said = presets.preset_of(effect, theta, input_peak_db=-12.0)
    presets.write_preset(tmp_path / "said.toml", said)
    assert presets.read_preset(tmp_path / "said.toml") == said
    text = presets.preset_of(effect, theta).toml()
    assert "input_peak_db" not in text and presets.parse(text).input_peak_db is None


@given(st.sampled_from(ids()), st.integers(0, 2**32 - 1))
def test_what_a_file_will_give_back_is_known_before(effect_id, seed):
    effect = own(effect_id)
    theta = np.random.default_rng(seed).uniform(0, 1, len(effect.parameters))
    kept = presets.as_kept(effect, theta)
    _, read = presets.open_preset(presets.parse(presets.preset_of(effect, theta).toml()), own)
    assert (kept == read).all()
    assert np.allclose(presets.as_kept(Chain((effect,)), theta), kept, atol=0)


def test_what_is_left_out_is_at_its_default():
    assert presets.settings_of(own("overdrive"), {"muffle": 50}).tolist() == [0.0, 0.5, 0.5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("effects = [", "no TOML"),
        ("[[effects]]", "format"),
        (HEAD, "names no effects"),
        (HEAD + "[[effects]]", "which effect"),
        (HEAD + '[[effects]]\neffect = "delay"\nsettings = 3', "no table"),
        (HEAD + '[[effects]]\neffect = "delay"\nsettings = {mix = "much"}', "no number"),
        (HEAD + 'input_peak_db = "loud"\n[[effects]]\neffect = "delay"', "no level"),
        (HEAD + 'input_peak_db = 3\n[[effects]]\neffect = "delay"', "no level"),
    ],
)
def test_a_damaged_one_says_why(text, said):
    with pytest.raises(TimbrespaceError, match=said):
        presets.parse(text)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"driv": 1.0}, "Did you mean 'drive'"),
        ({"drive": 101.0}, "It goes from 0 to 100 %"),
        ({"drive": float("nan")}, "can't be nan"),
    ],
)
def test_settings_that_make_no_sense_are_told(settings, said):
    with pytest.raises(TimbrespaceError, match=said):
        presets.settings_of(own("overdrive"), settings)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(TimbrespaceError, match="can't be read"):
        presets.read_preset(tmp_path / "none.toml")
    with pytest.raises(TimbrespaceError, match="can't be written"):
        (tmp_path / "file").touch()
        presets.write_preset(tmp_path / "file" / "x.toml", presets.Preset((("delay", {}),)))
