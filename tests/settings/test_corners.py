"""Bright at the right, deep above: from a few labels."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import layout
from timbrespace.settings.corners import Label, cornered, measured_labels
from timbrespace.settings.measures import NAMES


def by_pca(latents, method, **how):
    return layout.compute(latents, "pca", **{**how, "params": {"preparation": "centre"}})


def world(n=300, seed=0):
    """Points whose brightness and depth are two hidden directions among many."""
    rng = np.random.default_rng(seed)
    hidden = rng.normal(0, 1, (n, 8))
    latents = hidden @ rng.normal(0, 1, (8, 30)) + 0.1 * rng.normal(0, 1, (n, 30))
    descriptors = np.zeros((n, len(NAMES)))
    descriptors[:, NAMES.index("brightness")] = hidden[:, 2]
    descriptors[:, NAMES.index("depth")] = hidden[:, 5]
    return latents.astype(np.float32), descriptors.astype(np.float32)


def test_the_other_points_follow_the_labelled_ones():
    latents, descriptors = world()
    made = cornered(latents, descriptors, measured_labels(descriptors, 10), compute=by_pca)
    figures = made.params["figures"]
    assert figures["x"]["name"] == "brightness" and figures["x"]["spearman"] > 0.6
    assert figures["y"]["name"] == "depth" and figures["y"]["spearman"] > 0.6
    assert np.abs(made.points).max() <= 1.001 and made.points.shape == (300, 2)


def test_a_person_may_turn_it_round():
    latents, descriptors = world()
    turned = {"left": "right", "right": "left", "up": "up", "down": "down"}
    labels = [Label(each.index, turned[each.corner]) for each in measured_labels(descriptors, 10)]
    figures = cornered(latents, descriptors, labels, compute=by_pca).params["figures"]
    assert figures["x"]["spearman"] < -0.6 and figures["y"]["spearman"] > 0.6


def test_one_axis_is_enough():
    latents, descriptors = world()
    labels = [each for each in measured_labels(descriptors, 5) if each.corner in ("left", "right")]
    figures = cornered(latents, descriptors, labels, compute=by_pca).params["figures"]
    assert figures["x"]["spearman"] > 0.5


@pytest.mark.parametrize(
    "labels",
    [
        [],
        [Label(0, "left"), Label(1, "up")],
        [Label(0, "left"), Label(999, "right")],
        [Label(0, "left"), Label(1, "middle")],
    ],
)
def test_too_few_labels_are_an_error(labels):
    latents, descriptors = world()
    with pytest.raises(TimbrespaceError):
        cornered(latents, descriptors, labels, compute=by_pca)


def test_too_few_points_are_an_error():
    with pytest.raises(TimbrespaceError, match="need 40 points"):
        measured_labels(world(30)[1], 10)
