"""The folder of a space: whole or not at all, and clear about what is wrong with it."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder as folders

from .world import FACTS, write_toy


def test_what_is_written_is_read(toy):
    assert folders.read(toy) == FACTS
    assert folders.read(toy).kbit_s == 4.0 * 8_000 / 2 / 1000
    weights = folders.read_weights(toy)
    assert weights["w"].tolist() == [2.0] and weights["n"].shape == ()
    assert folders.read_metrics(toy) == {"loss": 0.5}


def test_a_space_that_only_listens_says_so_and_all_others_say_nothing(tmp_path, toy):
    ear = write_toy(tmp_path / "ear.space", replace(FACTS, decodes=False))
    assert not folders.read(ear).decodes and folders.read(toy).decodes
    assert "decodes" not in (toy / folders.CONFIG).read_text()


def test_the_same_space_is_the_same_bytes(tmp_path):
    first, second = write_toy(tmp_path / "a"), write_toy(tmp_path / "b")
    names = sorted(p.name for p in first.iterdir())
    assert names == sorted(["config.toml", "weights.safetensors", "model.onnx", "metrics.json"])
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    folder = write_toy(tmp_path / "a.space")
    before = folders.model_hash(folder)

    def fails(path):
        path.write_bytes(b"half")
        raise RuntimeError("full disk")

    with pytest.raises(RuntimeError):
        folders.write(folder, replace(FACTS, hop=4), {}, fails, {})
    assert folders.read(folder) == FACTS and folders.model_hash(folder) == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.space"]


def test_a_space_is_replaced_and_nothing_else_is(tmp_path):
    folder = write_toy(tmp_path / "a.space")
    write_toy(folder, replace(FACTS, name="gongs"))
    assert folders.read(folder).id == "toy:gongs"
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"meow")
    with pytest.raises(TimbrespaceError, match="Name another folder"):
        write_toy(tmp_path / "photos")
    assert (tmp_path / "photos" / "cat.jpg").exists()


def test_a_kill_between_the_renames_is_mended(tmp_path):
    folder = write_toy(tmp_path / "a.space")
    folder.rename(tmp_path / "a.space.old")
    write_toy(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["a.space"]


def test_the_hash_follows_what_computes_and_not_the_name(tmp_path):
    first = folders.model_hash(write_toy(tmp_path / "a"))
    assert folders.model_hash(write_toy(tmp_path / "b", replace(FACTS, name="other"))) == first
    for i, other in enumerate([replace(FACTS, hop=4), replace(FACTS, model={"factor": 3.0})]):
        assert folders.model_hash(write_toy(tmp_path / f"c{i}", other)) != first
    assert folders.model_hash(write_toy(tmp_path / "d", factor=3.0)) != first


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda f: shutil.rmtree(f), "There is no folder"),
        (lambda f: (f / "model.onnx").unlink(), "it has no model.onnx"),
        (lambda f: (f / "config.toml").unlink(), "it has no config.toml"),
        (lambda f: (f / "config.toml").write_text("kind ="), "not readable TOML"),
        (lambda f: (f / "config.toml").write_text('kind = "toy"'), "name.* is missing"),
        (lambda f: edit(f, "hop = 2", "hop = 0"), "hop is 0"),
        (lambda f: edit(f, "hop = 2", 'hop = "two"'), "hop is 'two'"),
        (lambda f: edit(f, 'name = "bells"', 'name = "a:b"'), "no name"),
        (lambda f: edit(f, 'name = "first"', 'title = "first"'), "title"),
    ],
)
def test_what_is_wrong_is_said(toy, tmp_path, spoil, words):
    folder = tmp_path / "spoilt.space"
    shutil.copytree(toy, folder)
    spoil(folder)
    with pytest.raises(TimbrespaceError, match=words):
        folders.read(folder)


def test_damaged_weights_are_said(toy, tmp_path):
    folder = tmp_path / "spoilt.space"
    shutil.copytree(toy, folder)
    (folder / "weights.safetensors").write_bytes(b"12345678garbage")
    with pytest.raises(TimbrespaceError, match="weights.safetensors"):
        folders.read_weights(folder)


def test_strided_weights_are_laid_out(tmp_path):
    weight = np.arange(6, dtype=np.float32).reshape(2, 3).T
    folders.write(tmp_path / "a", FACTS, {"w": weight}, lambda p: p.write_bytes(b"x"), {})
    assert np.array_equal(folders.read_weights(tmp_path / "a")["w"], weight)


def edit(folder, old, new):
    path = folder / "config.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
