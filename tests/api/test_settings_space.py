"""A space of settings, as a command makes and opens it."""

from __future__ import annotations

import numpy as np
import pytest

import timbrespace
from tests.settings.world import sound
from timbrespace.api.settings_space import (
    hear_setting,
    lay_out_corners,
    make_settings,
    open_settings,
)
from timbrespace.audio.decode import read
from timbrespace.audio.write import write_wav
from timbrespace.effects.opening import open_effect
from timbrespace.effects.presets import preset_of, write_preset
from timbrespace.explore import layout
from timbrespace.settings.clip import RATE_HZ
from timbrespace.settings.corners import measured_labels
from timbrespace.settings.hearing import rendered


@pytest.fixture
def clip(tmp_path):
    write_wav(tmp_path / "burst.wav", sound(), RATE_HZ, coding="float")
    return tmp_path / "burst.wav"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path / "cache"))


def test_its_items_are_heard_as_the_effect_makes_them(clip, tmp_path):
    atlas = make_settings("overdrive", clip, tmp_path / "a.atlas", n=24, embedding="timbre")
    assert len(atlas.items) == 24
    space = open_settings(atlas.path)
    item = space.ids[7]
    heard, rate = read(timbrespace.open(atlas.path).sound_path(item))
    wanted = rendered(open_effect("overdrive"), space.clip, space.theta[[7]])
    assert rate == RATE_HZ
    np.testing.assert_allclose(heard, wanted / max(1, np.abs(wanted).max()), atol=1e-4)
    assert hear_setting(atlas, item) == hear_setting(atlas, item)


def test_a_preset_goes_with_the_atlas(clip, tmp_path):
    preset = tmp_path / "Hot.toml"
    write_preset(preset, preset_of(open_effect("overdrive"), [0.9, 0.5, 0.5]))
    atlas = make_settings(str(preset), clip, tmp_path / "p.atlas", n=12, embedding="timbre")
    preset.unlink()
    assert read(atlas.sound_path(atlas.items["id"][0]))[1] == RATE_HZ


def test_corners_are_a_map_like_any_other(clip, tmp_path):
    def by_pca(latents, method, **how):
        return layout.compute(latents, "pca", **{**how, "params": {"preparation": "centre"}})

    atlas = make_settings("overdrive", clip, tmp_path / "c.atlas", n=48, embedding="timbre")
    space = open_settings(atlas.path)
    labels = measured_labels(space.descriptors, 5)
    assert lay_out_corners(atlas.path, labels, compute=by_pca) == 48
    assert "corners" in [record.name for record in atlas.maps()]
    assert open_settings(atlas.path).figures["corners"]["x"]["spearman"] > 0.5
