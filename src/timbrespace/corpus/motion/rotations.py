"""Rotations as files write them and as a network likes them, all by way of 3 x 3 matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NEXT = {"X": (1, 2), "Y": (2, 0), "Z": (0, 1)}


def about(axis: str, angles: NDArray[Any]) -> Floats:
    """Matrices ``(..., 3, 3)`` that turn by angles ``(...)`` in radians about ``X``, ``Y``, ``Z``.

    Example:
        >>> about("Z", np.array(np.pi / 2)).round() @ [1.0, 0.0, 0.0]
        array([0., 1., 0.])
    """
    first, second = _NEXT[axis]
    made = np.zeros((*np.shape(angles), 3, 3))
    made[...] = np.eye(3)
    made[..., first, first] = made[..., second, second] = np.cos(angles)
    made[..., second, first] = np.sin(angles)
    made[..., first, second] = -np.sin(angles)
    return made


def from_euler(order: str, degrees: NDArray[Any]) -> Floats:
    """Matrices ``(..., 3, 3)`` of angles ``(..., n)`` in degrees, in the order a BVH lists them.

    Args:
        order: ``"ZXY"``: turned about Z first, then about the X that has come of it, then Y.
        degrees: One angle for each letter.
    """
    made = np.broadcast_to(np.eye(3), (*degrees.shape[:-1], 3, 3))
    for axis, angles in zip(order, np.moveaxis(np.deg2rad(degrees), -1, 0), strict=True):
        made = made @ about(axis, angles)
    return np.asarray(made)


def from_quaternion(wxyz: NDArray[Any]) -> Floats:
    """Matrices ``(..., 3, 3)`` of quaternions ``(..., 4)``, the real part first, of any length."""
    long = np.linalg.norm(wxyz, axis=-1, keepdims=True)
    w, x, y, z = np.moveaxis(np.asarray(wxyz, np.float64) / np.maximum(long, 1e-12), -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, -1) for row in rows], -2)


def six_of(matrices: NDArray[Any]) -> Floats:
    """Six numbers ``(..., 6)`` for each matrix, without the jumps that angles have.

    Its first two columns, one after the other.

    Source: Zhou et al., *On the Continuity of Rotation Representations in Neural Networks*, 2019.
    """
    return np.concatenate([matrices[..., 0], matrices[..., 1]], -1)


def from_six(six: NDArray[Any]) -> Floats:
    """The rotation of six numbers ``(..., 6)``, by Gram and Schmidt; undoes :func:`six_of`.

    Example:
        >>> from_six(np.array([2.0, 0, 0, 1, 1, 0]))
        array([[1., 0., 0.],
               [0., 1., 0.],
               [0., 0., 1.]])
    """
    first = _unit(np.asarray(six[..., :3], np.float64))
    second = six[..., 3:] - (first * six[..., 3:]).sum(-1, keepdims=True) * first
    second = _unit(second)
    return np.stack([first, second, np.cross(first, second)], -1)


def between(start: NDArray[Any], end: NDArray[Any]) -> Floats:
    """The shortest turns ``(..., 3, 3)`` that bring directions ``(..., 3)`` onto others.

    Example:
        >>> between(np.array([1.0, 0, 0]), np.array([0, 3.0, 0])).round(6) @ [1, 0, 0]
        array([0., 1., 0.])
    """
    a, b = np.broadcast_arrays(_unit(start), _unit(end))
    cosine = (a * b).sum(-1, keepdims=True)
    # Opposite directions leave the axis open; any that stands upright on them does.
    spare = np.where(np.abs(a[..., :1]) < 0.9, [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    opposite = cosine < -1 + 1e-9
    axis = np.where(opposite, _unit(np.cross(a, spare)), np.cross(a, b))
    real = np.where(opposite, 0.0, 1 + cosine)
    return from_quaternion(np.concatenate([real, axis], -1))


def angle_between(one: NDArray[Any], other: NDArray[Any]) -> Floats:
    """Angles ``(...)`` in degrees from rotations ``(..., 3, 3)`` to others.

    Example:
        >>> angle_between(np.eye(3), about("Y", np.array(0.5))).round(4)
        np.float64(28.6479)
    """
    trace = (np.asarray(one) * other).sum((-2, -1))
    return np.asarray(np.rad2deg(np.arccos(np.clip((trace - 1) / 2, -1, 1))))


def _unit(vectors: NDArray[Any]) -> Floats:
    long = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(long, 1e-12))
