"""Frame rates change, the motion does not."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.motion import Clip

from ... import motion_world as world


@pytest.mark.parametrize("rate_hz", [10.0, 24.0, 60.0, 120.0])
def test_another_rate_keeps_duration_and_places(rate_hz):
    clip = world.clip(n_frames=90)
    made = clip.at_rate(rate_hz)
    assert made.rate_hz == rate_hz
    assert abs(made.duration_s - clip.duration_s) <= 0.5 / rate_hz + 1e-9
    at = np.arange(len(made)) / rate_hz * clip.rate_hz
    inside = (at > 3) & (at < len(clip) - 4)
    there = clip.places()
    wanted = np.stack([
        [np.interp(at, np.arange(len(clip)), there[:, j, k]) for k in range(3)]
        for j in range(len(world.NAMES))
    ])  # fmt: skip
    found = made.places()[inside]
    assert np.abs(found - np.moveaxis(wanted, -1, 0)[inside]).max() < 0.04 * clip.skeleton.reach


def test_the_same_rate_changes_nothing():
    clip = world.clip()
    made = clip.at_rate(clip.rate_hz * 1.00001)
    assert np.array_equal(made.rotations, clip.rotations)
    assert made.rate_hz == clip.rate_hz * 1.00001


def test_shaking_faster_than_the_new_rate_is_averaged_away():
    rotations = np.tile(np.eye(3), (120, 1, 1, 1))
    skeleton = type(world.SKELETON)(("a",), (-1,), np.zeros((1, 3)))
    shaking = np.zeros((120, 3))
    shaking[:, 0] = (-1.0) ** np.arange(120)
    made = Clip(skeleton, rotations, shaking, 120.0).at_rate(30.0)
    assert np.abs(made.root[1:-1, 0]).max() < 0.01
