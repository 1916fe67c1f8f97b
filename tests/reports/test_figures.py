"""Figures show the numbers they were given."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.reports import figures
from timbrespace.reports.style import as_svg


@pytest.fixture
def world():
    rng = np.random.default_rng(0)
    y = np.repeat(np.arange(10), np.arange(10, 0, -1))
    return y, rng.normal(size=(len(y), 5)), [f"class {i}" for i in range(10)]


def test_confusion_rows_sum_to_one_and_the_most_frequent_comes_first():
    y, predicted = np.array([1, 1, 1, 0]), np.array([1, 1, 0, 0])
    ax = figures.confusion(y, predicted, ["few", "many"], "t").axes[0]
    shares = ax.images[0].get_array()
    np.testing.assert_allclose(shares, [[2 / 3, 1 / 3], [0, 1]])
    assert [t.get_text() for t in ax.get_yticklabels()] == ["many (3)", "few (1)"]


def test_all_points_are_drawn_and_the_rare_ones_grey(world):
    y, at, classes = world
    figure = figures.points({"a": at[:, :2], "b": at[:, 2:4]}, y, classes)
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["a", "b"]
    drawn = sum(len(c.get_offsets()) for c in figure.axes[0].collections)
    assert drawn == len(y)
    named = [t.get_text() for t in figure.legends[0].get_texts()]
    assert named == [f"class {i}" for i in range(7)] + ["other"]


def test_scree_adds_up():
    figure = figures.scree({"s": np.array([0.5, 0.3, 0.2])})
    np.testing.assert_allclose(figure.axes[0].lines[0].get_ydata(), [0.5, 0.8, 1.0])


@pytest.mark.parametrize("k", [1, 2, 5])
def test_pairs_of_as_many_components_as_there_are(world, k):
    y, at, classes = world
    figure = figures.pairs(at[:, :k], y, classes)
    assert len(figure.axes) == min(k, 4) ** 2 and as_svg(figure)


def test_chance_is_dotted_in_the_colour_of_its_space():
    curves = {"ami": {"8": [0.1, 0.2], "8 chance": [0.0, 0.1], "9": [0.3, 0.4]}}
    lines = figures.elbow([2, 4], curves).axes[0].lines
    assert [line.get_linestyle() for line in lines] == ["-", ":", "-"]
    assert lines[0].get_color() == lines[1].get_color() != lines[2].get_color()
