"""Dims get the names of words that they move beyond noise, and no other names."""

from __future__ import annotations

import numpy as np

from tests.surrogates.analysis_world import NAMES, points, truth
from timbrespace.surrogates.explain.importance import permutation_importance
from timbrespace.surrogates.explain.naming import name_dims, rising

DIMS = [f"z{i}" for i in range(5)]


def named(floor=None):
    held = points(400, seed=2)
    z = held.latents.astype(float)
    found = permutation_importance(truth, z, held.values, NAMES, DIMS, floor=floor)
    return name_dims(found, rising(truth, z))


def test_dims_that_do_something_are_called_after_it():
    titles = [name.title() for name in named()]
    assert titles[0] == "loudness_lufs +" and titles[2] == "roughness +"
    assert titles[1] in ("brightness +", "centroid_hz +")
    assert titles[3:] == ["", ""]


def test_people_read_the_title_of_the_word():
    held = points(400, seed=2)
    z = held.latents.astype(float)
    found = permutation_importance(truth, z, held.values, NAMES, DIMS)
    names = name_dims(found, rising(truth, z), {"loudness_lufs": "Loudness"})
    assert names[0].title() == "Loudness +" and names[0].word == "loudness_lufs"
    assert names[2].title() == "roughness +"


def test_under_a_high_floor_nothing_has_a_name():
    assert [name.word for name in named(floor=np.full(4, 5.0))] == [""] * 5


def test_a_dim_that_goes_both_ways_says_so():
    z = np.random.default_rng(0).standard_normal((500, 1))

    def bowl(z):
        return z[:, :1] ** 2

    found = permutation_importance(bowl, z, bowl(z), ["loud"], ["z0"])
    (name,) = name_dims(found, rising(bowl, z))
    assert name.title() == "loud ±" and 0.4 < name.rises < 0.6
