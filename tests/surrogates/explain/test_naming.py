"""Dims get the names of words that they move beyond noise, and no other names."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.surrogates.analysis_world import NAMES, points, truth
from timbrespace.surrogates.explain.importance import Importance, permutation_importance
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


def together(drops, rises):
    """Names of dims by what they take from words a, b and c, all far from noise."""
    drop = np.asarray(drops, float).T
    found = Importance(
        ("a", "b", "c"), tuple(f"z{j}" for j in range(len(drops))), drop, drop * 0.9, drop * 1.1,
        np.ones(3), np.zeros(3), 100, 1,
    )  # fmt: skip
    names = name_dims(found, np.asarray(rises, float).T, {"a": "Flatness", "b": "Depth"})
    return [name.title() for name in names]


def test_of_dims_alike_the_strongest_keeps_the_name_and_others_say_more():
    drops = [(0.3, 0.2, 0.0), (0.9, 0.5, 0.0), (0.4, 0.0, 0.3), (0.2, 0.0, 0.0)]
    rises = [(0, 1, 0), (0, 1, 0), (0, 0, 0.5), (1, 0, 0)]
    assert together(drops, rises) == [
        "Flatness −, Depth +", "Flatness −", "Flatness −, c ±", "Flatness +",
    ]  # fmt: skip


def test_what_no_word_parts_gets_a_number():
    drops = [(0.3, 0.2, 0.0), (0.9, 0.0, 0.0), (0.4, 0.2, 0.0), (0.2, 0.01, 0.0), (0.1, 0.0, 0.0)]
    assert together(drops, [(1, 1, 1)] * 5) == [
        "Flatness 2 +, Depth +", "Flatness +", "Flatness +, Depth +", "Flatness 2 +",
        "Flatness 3 +",
    ]  # fmt: skip


@given(
    st.lists(st.tuples(*[st.sampled_from([0.0, 0.2, 0.5])] * 3), min_size=1, max_size=20),
    st.integers(0, 2**32 - 1),
)
def test_no_two_dims_are_called_the_same(drops, seed):
    rises = np.random.default_rng(seed).choice([0.0, 0.5, 1.0], (len(drops), 3))
    titles = [title for title in together(drops, rises) if title]
    assert len(set(titles)) == len(titles)
    assert len(titles) == sum(max(drop) > 0 for drop in drops)
