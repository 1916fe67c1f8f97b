"""An atlas in the hand: neighbours, places, names, and which files it may give away."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest

import timbrespace
from timbrespace.api.spaces import choose_space
from timbrespace.atlas.files import read_table, write_table
from timbrespace.atlas.remembered import remember_weights, trust_program
from timbrespace.errors import TimbrespaceError
from timbrespace.explore import prepare


@pytest.fixture
def atlas(atlas_folder, sounds, tmp_path):
    shutil.copytree(atlas_folder, tmp_path / "copy.atlas")
    return timbrespace.open(tmp_path / "copy.atlas", sounds=sounds)


def test_neighbours_are_those_of_the_full_space(atlas):
    latents = atlas.latents()
    prepared = prepare.fit(latents).apply(latents)
    distances = np.linalg.norm(prepared - prepared[7], axis=1)
    nearest = np.argsort(distances, kind="stable")[1:4]
    found = atlas.neighbours(atlas.items["id"][7], k=3)
    assert [i for i, _ in found] == atlas.items["id"].iloc[nearest].tolist()
    assert [d for _, d in found] == pytest.approx(distances[nearest], rel=1e-3)


def test_weights_that_were_named_by_path_are_found_again(atlas, random_weights):
    with pytest.raises(TimbrespaceError, match="--weights PATH"):
        atlas.encode_file(atlas.sound_path(atlas.items["id"][3]))
    remember_weights(atlas.space().partition(":")[0], random_weights)
    assert atlas.encode_file(atlas.sound_path(atlas.items["id"][3])).shape == (512,)


def test_a_file_of_the_atlas_is_its_own_nearest(atlas, random_weights):
    remember_weights(atlas.space().partition(":")[0], random_weights)
    item_id = atlas.items["id"][3]
    vector = atlas.encode_file(atlas.sound_path(item_id))
    np.testing.assert_allclose(vector, atlas.latents()[3], rtol=1e-4, atol=1e-5)
    assert atlas.neighbours(vector, k=1)[0][0] == item_id
    assert np.allclose(vector, atlas.encode_file(atlas.sound_path(item_id).read_bytes()))
    points, _ = atlas.place(vector, atlas.maps()[0].name)
    kept = atlas.map(atlas.maps()[0].name)
    np.testing.assert_allclose(points[0], kept[["x", "y"]].iloc[3], atol=1e-3)


def test_other_weights_are_refused(atlas, monkeypatch):
    """Latents of one set of weights mean nothing in another."""
    from timbrespace.api import spaces

    attributes = dict(atlas.spaces()[1]) | {"id": "descriptors"}
    spaces.open_again(attributes)

    class Other:
        records = [type("R", (), {"model_hash": "f" * 64, "id": "yamnet-tfhub:8"})]

    monkeypatch.setattr("timbrespace.spaces.registry.open_encoder", lambda *a, **k: Other())
    with pytest.raises(TimbrespaceError, match="not those of this atlas"):
        spaces.open_again({"id": "yamnet-tfhub:8", "model_hash": "0" * 64})


def test_a_layout_is_kept_and_read_again(atlas, monkeypatch):
    first = atlas.layout("pca", dims=3)
    monkeypatch.setattr("timbrespace.explore.layout.compute", lambda *a, **k: 1 / 0)
    pd.testing.assert_frame_equal(first, atlas.layout("pca", dims=3))
    assert list(first.columns) == ["id", "x", "y", "z", "trust"]


def test_a_layout_that_misses_items_is_made_again(atlas):
    atlas.layout("pca")
    items, _ = read_table(atlas.path / "items.parquet")
    write_table(atlas.path / "items.parquet", items.iloc[:-3].reset_index(drop=True))
    atlas.refresh()
    assert len(atlas.layout("pca")) == len(items) - 3


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "sub/../../x.wav"])
def test_a_tampered_atlas_gives_no_other_file_away(atlas, path):
    items, _ = read_table(atlas.path / "items.parquet")
    items.loc[0, "path"] = path
    write_table(atlas.path / "items.parquet", items)
    atlas.refresh()
    with pytest.raises(TimbrespaceError, match=r"outside|is not in"):
        atlas.sound_path(items["id"][0])


def test_a_link_out_of_the_folder_is_not_followed(atlas, sounds, tmp_path):
    folder = tmp_path / "sounds"
    shutil.copytree(sounds, folder)
    secret = tmp_path / "secret.wav"
    secret.write_bytes(b"secret")
    victim = folder / atlas.items["path"][0]
    victim.unlink()
    victim.symlink_to(secret)
    opened = timbrespace.open(atlas.path, sounds=folder)
    with pytest.raises(TimbrespaceError, match="outside"):
        opened.sound_path(atlas.items["id"][0])


def test_where_sounds_lie_is_remembered_by_the_user_not_the_atlas(atlas, sounds, monkeypatch,
                                                                  tmp_path):  # fmt: skip
    assert timbrespace.open(atlas.path).sounds == sounds.resolve()
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path / "somebody else"))
    stranger = timbrespace.open(atlas.path)
    assert stranger.sounds is None
    with pytest.raises(TimbrespaceError, match="--sounds"):
        stranger.sound_path(atlas.items["id"][0])


def test_short_names_find_their_space():
    known = ["yamnet-h5:8", "yamnet-tfhub:8", "yamnet-tfhub:scores", "descriptors"]
    assert choose_space(None, known, "yamnet-tfhub:8") == "yamnet-tfhub:8"
    assert choose_space("yamnet:scores", known, None) == "yamnet-tfhub:scores"
    beside = ["descriptors", "yamnet-tfhub:logmel", "yamnet-tfhub:scores", "yamnet-tfhub:9"]
    assert choose_space(None, beside, None) == "yamnet-tfhub:9"
    with pytest.raises(TimbrespaceError, match="do not mix"):
        choose_space("yamnet:8", known, None)
    with pytest.raises(TimbrespaceError, match="it has: yamnet-h5:8"):
        choose_space("yamnet:9", known, None)


def test_classes_are_named_by_their_scores(atlas):
    names = atlas.classes(atlas.items["id"][0], n=4)
    assert len(names) == 4 and [s for _, s in names] == sorted((s for _, s in names), reverse=True)


def test_an_atlas_cannot_have_a_program_run(tmp_path, monkeypatch):
    """A stranger's atlas may name any module; it is imported only where the user did so before."""
    from timbrespace.api.spaces import open_again

    (tmp_path / "strange_module.py").write_text("raise SystemExit('it ran')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(TimbrespaceError, match="you have not run it here"):
        open_again({"id": "hear:strange_module", "model_hash": ""})
    trust_program("hear:strange_module", tmp_path)
    with pytest.raises(SystemExit, match="it ran"):
        open_again({"id": "hear:strange_module:flat", "model_hash": ""})
