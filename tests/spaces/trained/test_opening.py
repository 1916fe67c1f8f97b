"""From a path or a name to a space, or to what keeps it from being opened."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.spaces.base import DecodingSpace
from timbrespace.spaces.trained import installed
from timbrespace.spaces.trained.opening import known_kinds, open_space

from .registered import registering


def test_a_kind_of_another_package_opens(toy, toy_kind):
    space = open_space(toy)
    assert isinstance(space, DecodingSpace) and space.id == "toy:bells"
    x = np.random.default_rng(0).normal(size=(1, 10)).astype(np.float32)
    sound = space.decode(space.encode(x, 8_000))
    assert np.allclose(sound[:, space.delay_samples :], x)
    assert "toy" in known_kinds()


def test_a_name_is_enough_once_the_folder_was_named(toy, toy_kind):
    with pytest.raises(TimbrespaceError, match="no trained space 'toy:bells'"):
        open_space("toy:bells")
    installed.note(toy)
    assert open_space("toy:bells").model_hash == open_space(str(toy)).model_hash


def test_a_kind_that_is_not_installed_says_which_are(toy):
    with pytest.raises(TimbrespaceError, match="kind 'toy'.*kinds here: effects, spectrogram"):
        open_space(toy)


@pytest.mark.parametrize(
    ("point", "error", "words"),
    [
        (object(), TimbrespaceError, "function 'open'"),
        (ModuleNotFoundError("no torch", name="torch"), MissingExtra, "timbrespace.models"),
        (ModuleNotFoundError("no thing", name="thing"), TimbrespaceError, "no thing"),
    ],
)
def test_entry_points_that_do_not_work(toy, monkeypatch, point, error, words):
    registering(monkeypatch, "toy", point)
    with pytest.raises(error, match=words):
        open_space(toy)


def test_no_folder_and_no_space(tmp_path):
    with pytest.raises(TimbrespaceError, match="There is no folder"):
        open_space(tmp_path / "nowhere")
    with pytest.raises(TimbrespaceError, match="not a trained space"):
        open_space(tmp_path)
