"""Figures come back as they were put down, and go along with an atlas."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data import figures as f


def some():
    rng = np.random.default_rng(0)
    offsets = np.array([0, 4, 9, 10], np.int64)
    positions = rng.standard_normal((10, 3, 3)).astype(np.float32)
    return f.Figures(("a", "b", "c"), positions, offsets, (-1, 0, 1), ("r", "s", "t"), 25.0)


def test_what_was_written_is_read(tmp_path):
    made = some()
    f.write(tmp_path, made)
    found = f.read(tmp_path)
    assert (found.ids, found.parents, found.names) == (made.ids, made.parents, made.names)
    assert found.rate_hz == 25
    assert np.array_equal(found.positions, made.positions)
    assert np.array_equal(found.of("b"), made.positions[4:9])
    assert "b" in found
    assert "x" not in found
    with pytest.raises(KeyError):
        found.of("x")


def test_a_folder_without_any_has_none_and_damage_is_said(tmp_path):
    assert f.read(tmp_path) is None
    (tmp_path / f.FIGURES).write_bytes(b"nothing")
    with pytest.raises(TimbrespaceError, match="no figures"):
        f.read(tmp_path)


def test_parts_that_do_not_fit_are_refused():
    made = some()
    for change in ({"ids": ("a", "b")}, {"parents": (-1, 0)}, {"names": ("r",)}, {"rate_hz": 0.0}):
        with pytest.raises(TimbrespaceError, match="belong together"):
            f.Figures(**(vars(made) | change))


class Space:
    """One that shows its own items, or those of other data."""

    def figures(self, data=None):
        return some() if data is None else None


def test_an_atlas_takes_along_what_it_has_items_for(tmp_path):
    space, atlas = Space(), tmp_path
    assert not f.take_along(object(), atlas, {"a": "A"})
    assert not f.take_along(space, atlas, {"x": "X"})
    assert not f.take_along(space, atlas, {"a": "A"}, tmp_path / "others")
    assert f.take_along(space, atlas, {"c": "C", "a": "A", "x": "X"})
    found = f.read(atlas)
    assert found.ids == ("A", "C")
    assert np.array_equal(found.of("A"), some().of("a"))
    assert np.array_equal(found.of("C"), some().of("c"))
