"""Every way to write a rotation comes to the same matrix, and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.corpus.motion import rotations as r


def some(n=200, seed=0):
    return r.from_quaternion(np.random.default_rng(seed).standard_normal((n, 4)))


@given(st.permutations("XYZ"), st.integers(0, 1000))
def test_angles_make_rotations(order, seed):
    degrees = np.random.default_rng(seed).uniform(-180, 180, (5, 3))
    made = r.from_euler("".join(order), degrees)
    assert np.allclose(made @ np.swapaxes(made, -1, -2), np.eye(3))
    assert np.allclose(np.linalg.det(made), 1)


def test_the_last_listed_angle_turns_first():
    made = r.from_euler("ZX", np.array([90.0, 90.0]))
    # About X: Y goes to Z; then about Z, which leaves it there.
    assert np.allclose(made @ [0, 1, 0], [0, 0, 1])
    assert np.allclose(made @ [1, 0, 0], [0, 1, 0])


@pytest.mark.parametrize("axis", "XYZ")
def test_quaternions_agree_with_angles(axis):
    angle, unit = 0.7, np.eye(3)["XYZ".index(axis)]
    wanted = r.about(axis, np.array(angle))
    quaternion = 3 * np.concatenate([[np.cos(angle / 2)], np.sin(angle / 2) * unit])
    assert np.allclose(r.from_quaternion(quaternion), wanted)


def test_six_numbers_hold_a_rotation_at_any_length():
    made = some()
    assert np.allclose(r.from_six(r.six_of(made)), made)
    assert np.allclose(r.from_six(3.0 * r.six_of(made)), made)


def test_six_numbers_do_not_jump_where_angles_do():
    near = r.from_euler("Y", np.array([[179.9], [-179.9]]))
    assert np.abs(np.diff(r.six_of(near), axis=0)).max() < 0.01


def test_noise_in_six_numbers_still_gives_rotations():
    noisy = r.six_of(some()) + 0.3 * np.random.default_rng(1).standard_normal((200, 6))
    made = r.from_six(noisy)
    assert np.allclose(made @ np.swapaxes(made, -1, -2), np.eye(3))


def test_between_brings_one_direction_onto_another_also_onto_its_opposite():
    rng = np.random.default_rng(2)
    start, end = rng.standard_normal((2, 100, 3))
    end[:3] = -2 * start[:3]
    made = r.between(start, end)
    turned = (made @ start[..., None])[..., 0] / np.linalg.norm(start, axis=1, keepdims=True)
    assert np.allclose(turned, end / np.linalg.norm(end, axis=1, keepdims=True), atol=1e-6)
    assert np.allclose(np.linalg.det(made), 1)


def test_angle_between_is_the_angle_of_the_turn():
    base = some(50)
    turned = base @ r.about("Z", np.deg2rad(33.0))
    assert np.allclose(r.angle_between(base, turned), 33.0)
    assert np.allclose(r.angle_between(base, base), 0, atol=1e-4)
