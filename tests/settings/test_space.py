"""What lies where, and where something lies."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.opening import open_effect
from timbrespace.errors import TimbrespaceError
from timbrespace.settings.clip import RATE_HZ, clip_of
from timbrespace.settings.hearing import rendered
from timbrespace.settings.space import SettingsSpace


@pytest.fixture(scope="module")
def effect():
    return open_effect("overdrive")


def test_on_a_point_both_ways_give_its_settings(space):
    for index in (0, 17, 59):
        x, y = space.maps["umap"][index]
        for how in ("between", "nearest"):
            here = space.at(float(x), float(y), how=how)
            assert here.nearest == index
            np.testing.assert_allclose(here.theta, space.theta[index], atol=1e-5)


def test_between_points_settings_lie_between_theirs(space):
    here = space.at(0.05, 0.05)
    near = space.theta[np.linalg.norm(space.maps["umap"] - [0.05, 0.05], axis=1).argsort()[:6]]
    assert (here.theta >= near.min(axis=0) - 1e-6).all()
    assert (here.theta <= near.max(axis=0) + 1e-6).all()
    nearest = space.at(0.05, 0.05, how="nearest")
    np.testing.assert_array_equal(nearest.theta, space.theta[nearest.nearest])


def test_settings_of_a_point_belong_where_it_lies(space, effect):
    for index in (3, 42):
        here = space.place(effect, space.theta[index])
        np.testing.assert_allclose([here.x, here.y], space.maps["umap"][index], atol=1e-4)
        assert here.nearest == index and here.more["distance"] < 1e-3 * here.more["usual"] + 1e-3


def test_settings_near_a_point_belong_near_it(space, effect):
    spread = space.maps["umap"].std()
    away = []
    for index in range(0, 60, 10):
        here = space.place(effect, np.clip(space.theta[index] + [0.01, 0.0, 0.0], 0, 1))
        away.append(np.hypot(*(np.array([here.x, here.y]) - space.maps["umap"][index])))
    assert np.median(away) < 0.5 * spread


def test_a_sound_made_by_a_setting_falls_upon_it(space, effect):
    sound = rendered(effect, space.clip, space.theta[[23]])
    here = space.reference(clip_of(0.3 * sound, RATE_HZ, "made", 0.6))
    assert here.nearest == 23 and here.more["neighbours"][0] == 23
    foreign = np.random.default_rng(0).normal(0, 0.1, (1, RATE_HZ)).astype(np.float32)
    assert space.reference(clip_of(foreign, RATE_HZ, "hiss", 0.6)).more["distance"] > (
        2 * here.more["distance"]
    )


def test_midpoints(space):
    a, b = 4, 31
    points, theta = space.maps["umap"], space.theta
    middle = space.midpoint(a, b, how="map")
    np.testing.assert_allclose([middle.x, middle.y], (points[a] + points[b]) / 2, atol=1e-5)
    np.testing.assert_allclose(
        space.midpoint(a, b, how="settings").theta, (theta[a] + theta[b]) / 2, atol=1e-6
    )
    sound = space.midpoint(a, b)
    assert sound.nearest not in (a, b)
    rows = space.latents / np.maximum(space.latents.std(axis=0), 1e-6)
    mean = (rows[a] + rows[b]) / 2
    assert np.linalg.norm(rows[sound.nearest] - mean) < np.linalg.norm(rows[a] - mean)


@pytest.mark.parametrize(
    "ask",
    [
        lambda space: space.point(60),
        lambda space: space.point(-1),
        lambda space: space.at(0, 0, "corners"),
        lambda space: space.midpoint(0, 99),
    ],
)
def test_what_is_not_there_is_an_error(space, ask):
    with pytest.raises(TimbrespaceError):
        ask(space)


def test_an_atlas_of_sounds_is_no_space_of_settings(atlas_folder):
    with pytest.raises(TimbrespaceError):
        SettingsSpace(atlas_folder)
