"""Which spaces an atlas can be sounded with: its own, those known here, and why not."""

from __future__ import annotations

import pytest

from timbrespace.api.decoders import decoding_spaces, open_known
from timbrespace.atlas.files import read_json, write_json
from timbrespace.errors import TimbrespaceError

from .. import dct_space
from ..app.toys import make_atlas


@pytest.fixture(autouse=True)
def registered(monkeypatch, tmp_path):
    dct_space.register(monkeypatch)
    monkeypatch.setattr("timbrespace.spaces.trained.installed.VOICES", tmp_path / "voices")


@pytest.fixture
def folder(tmp_path):
    return dct_space.write(tmp_path / "toy.space")


@pytest.fixture
def plain(tmp_path):
    """An atlas without a space that decodes."""
    (tmp_path / "plain").mkdir()
    return make_atlas(tmp_path / "plain")


@pytest.fixture
def atlas(plain, folder):
    dct_space.add_to(plain, folder)
    return plain


def test_an_atlas_of_other_spaces_has_none(plain):
    assert decoding_spaces(plain) == []
    with pytest.raises(TimbrespaceError, match="no space here that decodes"):
        open_known(plain)


def test_its_own_space_comes_before_others_that_are_known(atlas, folder, tmp_path):
    dct_space.learn(dct_space.write(tmp_path / "a.space", "another"))
    dct_space.learn(folder)
    found = decoding_spaces(atlas)
    assert [(each.id, each.in_atlas) for each in found] == [
        ("dct:toy", True),
        ("dct:another", False),
    ]
    assert all(each.problem is None and each.facts is not None for each in found)
    assert open_known(atlas).id == "dct:toy"
    assert open_known(atlas, "dct:another").id == "dct:another"


def test_a_space_that_only_the_atlas_knows_is_not_opened(atlas):
    (found,) = decoding_spaces(atlas)
    assert found.in_atlas and found.facts is None
    assert "not known on this machine" in found.problem.message
    with pytest.raises(TimbrespaceError):
        open_known(atlas)
    with pytest.raises(TimbrespaceError, match="dct:toy"):
        open_known(atlas, "dct:toy")


def test_nothing_in_the_atlas_says_where_a_space_lies(atlas, folder):
    """An atlas of a stranger that names a folder gets nothing opened by it."""
    for name in ("space", "spaces", "folder", "path"):
        about = atlas.store.path / "atlas.json"
        write_json(about, dict(read_json(about)) | {name: str(folder)})
    atlas.refresh()
    (found,) = decoding_spaces(atlas)
    assert found.facts is None and "not known on this machine" in found.problem.message


def test_another_version_is_not_taken_for_the_one_of_the_atlas(atlas, tmp_path):
    dct_space.learn(dct_space.write(tmp_path / "newer.space", version=2))
    (found,) = decoding_spaces(atlas)
    assert "not the one that this atlas was encoded with" in found.problem.message
    with pytest.raises(TimbrespaceError, match="not the one"):
        open_known(atlas, "dct:toy")


def test_a_damaged_space_is_listed_last_with_what_is_wrong(plain, folder, tmp_path):
    broken = dct_space.write(tmp_path / "b.space", "aaa")
    dct_space.learn(broken)
    dct_space.learn(folder)
    (broken / "config.toml").write_text("kind = 3")
    found = decoding_spaces(plain)
    assert [each.id for each in found] == ["dct:toy", "dct:aaa"]
    assert "config.toml" in found[1].problem.message


def test_a_space_that_only_listens_is_not_offered(plain, folder, tmp_path):
    ear = dct_space.write(tmp_path / "a.space", "aaa")
    config = ear / "config.toml"
    config.write_text("decodes = false\n" + config.read_text())
    dct_space.learn(ear)
    dct_space.learn(folder)
    assert [each.id for each in decoding_spaces(plain)] == ["dct:toy"]
    assert open_known(plain).id == "dct:toy"


def test_a_folder_can_be_named_by_its_path(plain, folder):
    assert open_known(plain, folder).id == "dct:toy"


def test_a_folder_that_lies_about_is_not_taken_for_what_is_known(
    plain, folder, tmp_path, monkeypatch
):
    """Served from a stranger's folder, an id still means what this user has."""
    dct_space.learn(folder)
    (tmp_path / "here").mkdir()
    dct_space.write(tmp_path / "here" / "dct:toy", version=666)
    monkeypatch.chdir(tmp_path / "here")
    assert open_known(plain, "dct:toy").model_hash == dct_space.DctSpace(folder).model_hash
