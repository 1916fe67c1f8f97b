"""Where the sounds of an atlas are, and how to say so where they are not."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

import timbrespace
from tests.settings.world import growing
from timbrespace.app.backend import Backend

from .toys import make_atlas


def about(atlas):
    return Backend(atlas).atlas().json


def test_settings_are_rendered_and_need_no_folder(tmp_path):
    growing(tmp_path / "made.atlas").run(12, 12)
    backend = Backend(timbrespace.open(tmp_path / "made.atlas"))
    found = backend.atlas().json
    assert found["n_items"] == 12 and found["sounds_found"] and found["how_to_find"] == ""
    with backend.sound(backend.items().json["id"][0]) as played:
        assert played.size > 1_000
    backend.close()


@pytest.mark.parametrize("folder", ["plain", "it's here; with a space"])
def test_lost_sounds_come_with_a_command_that_a_shell_takes(tmp_path, folder):
    (tmp_path / folder).mkdir()
    atlas = make_atlas(tmp_path / folder)
    assert about(atlas)["how_to_find"] == ""
    atlas.sounds = None
    found = about(atlas)
    assert not found["sounds_found"]
    words = shlex.split(found["how_to_find"])
    assert words[:2] == ["timbrespace", "serve"] and words[3:] == ["--sounds", "FOLDER"]
    assert Path(words[2]) == atlas.path.resolve()
