"""The folder of such a voice: whole or not at all, damaged ones refused."""

from __future__ import annotations

import shutil

import pytest

pytest.importorskip("torch")

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing.hifigan import folder as folders
from timbrespace.spaces.trained import folder as trained_folders

from .tiny import TINY


@pytest.fixture
def folder(tiny_voice, tmp_path):
    return shutil.copytree(tiny_voice[1], tmp_path / "copy.voice")


def test_it_says_what_it_is(folder):
    facts, axes = folders.read(folder)
    assert (facts.name, facts.shape, len(facts.dims)) == ("tiny", TINY, 3)
    assert facts.made_from["n_sounds"] == 10 and axes.axes.shape == (3, 80)
    assert folders.is_voice(folder) and not trained_folders.is_space(folder)
    assert str(folder.parent) not in (folder / "config.toml").read_text()


def test_its_hash_is_of_what_it_computes_with(folder):
    before = folders.model_hash(folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace('"tiny"', '"other"'))
    assert folders.model_hash(folder) == before
    axes = folder / "axes.safetensors"
    axes.write_bytes(axes.read_bytes()[:-1] + b"\x01")
    assert folders.model_hash(folder) != before


@pytest.mark.parametrize("name", ["config.toml", "axes.safetensors"])
def test_what_is_damaged_is_refused(folder, name):
    path = folder / name
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(TimbrespaceError):
        folders.read(folder)


def test_a_folder_of_another_kind_is_refused(folder):
    config = folder / "config.toml"
    config.write_text(config.read_text().replace('kind = "hifigan"', 'kind = "other"'))
    with pytest.raises(TimbrespaceError, match="'other'"):
        folders.read(folder)


def test_what_is_something_else_is_not_written_over(tiny_voice, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    facts, axes = folders.read(tiny_voice[1])
    with pytest.raises(TimbrespaceError, match="is there already"):
        folders.write(tmp_path / "mine", facts, axes, None, None)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
