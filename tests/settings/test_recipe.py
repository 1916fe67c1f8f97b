"""An atlas names an effect, never a file."""

from __future__ import annotations

import pytest

from timbrespace.effects.opening import open_effect
from timbrespace.effects.presets import preset_of, write_preset
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.recipe import Recipe, recipe_of


def test_an_id_is_itself():
    assert recipe_of("overdrive") == Recipe("overdrive")


def test_a_preset_comes_with_its_text_and_opens_without_its_file(tmp_path):
    path = tmp_path / "Hot one.toml"
    write_preset(path, preset_of(open_effect("overdrive"), [0.75, 0.5, 0.5], "Hot"))
    recipe = recipe_of(str(path))
    path.unlink()
    effect = recipe.open()
    assert recipe.place.startswith("preset:Hot one:") and str(tmp_path) not in recipe.place
    assert effect.id == "overdrive" and effect.parameters[0].default == 75.0


def test_another_text_is_another_place(tmp_path):
    path = tmp_path / "it.toml"
    places = set()
    for drive in (0.1, 0.2):
        write_preset(path, preset_of(open_effect("overdrive"), [drive, 0.5, 0.5]))
        places.add(recipe_of(str(path)).place)
    assert len(places) == 2


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe("/etc/effects.toml"),
        Recipe("chain:/etc/effects.toml+overdrive"),
        Recipe(
            "preset:x:0", 'format = "timbrespace-preset-1"\n[[effects]]\neffect = "/etc/x.toml"'
        ),
    ],
)
def test_a_file_that_an_atlas_names_is_not_read(recipe):
    with pytest.raises(TimbrespaceError, match="not part of this"):
        recipe.open()
