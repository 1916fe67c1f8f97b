"""A space of settings is an atlas like any other."""

from __future__ import annotations

import numpy as np
import pytest

import timbrespace
from tests.settings.world import growing, plan_of
from timbrespace.effects.opening import open_effect
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.embeddings import open_embedding
from timbrespace.settings.folder import Folder, Plan, item_ids


def test_its_items_are_settings_with_values_in_units(space_folder, space):
    items = timbrespace.open(space_folder).items
    assert set(items["kind"]) == {"setting"} and items["id"].tolist() == space.ids
    drive = space.parameters[0].value(space.theta[:, 0])
    np.testing.assert_allclose(items["p.drive"], drive, rtol=1e-5)
    assert (items["p.output"] == 0.0).all()  # it can't be told, and rests


def test_it_can_be_laid_out_and_coloured_as_any(space_folder):
    atlas = timbrespace.open(space_folder)
    described = atlas.descriptors()
    assert {"brightness", "setting_drive"} <= set(described.columns) and len(described) == 60
    assert atlas.latents().shape[0] == 60 and [m.name for m in atlas.maps()] == ["umap"]


def test_the_clip_comes_back_to_the_bit(space_folder, space):
    assert space.clip.digest == space.plan.clip and Folder(space_folder).clip().title == "burst"


def test_ids_are_of_effect_clip_and_settings(space):
    effect = open_effect("overdrive")
    assert item_ids(effect, space.clip, space.theta) == space.ids
    assert item_ids(open_effect("ringmod"), space.clip, space.theta)[0] != space.ids[0]


def test_another_plan_is_another_id(space):
    plan = plan_of(space.clip)
    others = {Plan(**{**vars(plan), name: "x"}).id for name in ("effect", "clip", "embedding")}
    assert len({plan.id, plan_of(space.clip, 1).id, *others}) == 5


def test_what_holds_something_else_is_left_alone(tmp_path, atlas_folder, space):
    record = open_embedding("timbre").record
    effect = open_effect("overdrive")
    with pytest.raises(TimbrespaceError, match="another atlas"):
        Folder(atlas_folder).prepare(plan_of(space.clip), effect, space.clip, record)
    growing(tmp_path / "a.atlas").run(12, 12)
    with pytest.raises(TimbrespaceError, match="another effect"):
        growing(tmp_path / "a.atlas", seed=1).run(12, 12)


def test_what_is_no_space_says_how_to_make_one(atlas_folder):
    with pytest.raises(TimbrespaceError) as error:
        Folder(atlas_folder).about()
    assert "timbrespace settings" in error.value.remedy
