"""Levels that rise and fall at paces of their own: the recursions under compressors."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from timbrespace.effects.compiled import compiled
from timbrespace.effects.recursion import Floats, recursion


def follower(level: Tensor, attack: Tensor, release: Tensor) -> Tensor:
    """An envelope that goes up towards a level that lies above it, and else down to nothing.

    Exact, not smoothed: the gradient is that of the way which was taken.

    Args:
        level: 0 or more, ``(R, T)``.
        attack: The part of the way up in one sample, in (0, 1], ``(R,)``.
        release: The part of itself that it loses in one sample, in (0, 1], ``(R,)``.

    Returns:
        ``(R, T)``; nothing lies before the first sample.

    Example:
        >>> import torch
        >>> follower(torch.tensor([[1.0, 0, 0]]), torch.tensor([0.5]), torch.tensor([0.1]))
        tensor([[0.5000, 0.4500, 0.4050]])
    """
    return _follower(level, attack, release)


def slewed(target: Tensor, up: Tensor, down: Tensor) -> Tensor:
    """What goes towards a target, up and down at paces of their own; exact like the other.

    Args:
        target: ``(R, T)``.
        up: The part of the way up in one sample, in (0, 1], ``(R,)``.
        down: The part of the way down, likewise.

    Returns:
        ``(R, T)``; 0 lies before the first sample.

    Example:
        >>> import torch
        >>> slewed(torch.tensor([[1.0, 0.1, 0]]), torch.tensor([0.5]), torch.tensor([0.1]))
        tensor([[0.5000, 0.4600, 0.4140]])
    """
    return _slewed(target, up, down)


@compiled
def _forward(level: Floats, attack: Floats, release: Floats) -> Floats:
    out = np.empty_like(level)
    rows, steps = level.shape
    for r in range(rows):
        last = 0.0
        for t in range(steps):
            if level[r, t] > last:
                last += attack[r] * (level[r, t] - last)
            else:
                last -= release[r] * last
            out[r, t] = last
    return out


@compiled
def _backward(
    gradient: Floats, level: Floats, attack: Floats, release: Floats, out: Floats
) -> tuple[Floats, Floats, Floats]:
    to_level = np.zeros_like(level)
    to_attack, to_release = np.zeros_like(attack), np.zeros_like(release)
    rows, steps = level.shape
    for r in range(rows):
        carried = 0.0
        for t in range(steps - 1, -1, -1):
            carried += gradient[r, t]
            before = out[r, t - 1] if t > 0 else 0.0
            if level[r, t] > before:
                to_level[r, t] = attack[r] * carried
                to_attack[r] += carried * (level[r, t] - before)
                carried *= 1 - attack[r]
            else:
                to_release[r] -= carried * before
                carried *= 1 - release[r]
    return to_level, to_attack, to_release


def _both(level: Floats, attack: Floats, release: Floats) -> tuple[Floats, ...]:
    out = _forward(level, attack, release)
    return out, out


_follower = recursion(_both, _backward)


@compiled
def _slewed_forward(target: Floats, up: Floats, down: Floats) -> Floats:
    out = np.empty_like(target)
    rows, steps = target.shape
    for r in range(rows):
        last = 0.0
        for t in range(steps):
            way = target[r, t] - last
            last += way * (up[r] if way > 0 else down[r])
            out[r, t] = last
    return out


@compiled
def _slewed_backward(
    gradient: Floats, target: Floats, up: Floats, down: Floats, out: Floats
) -> tuple[Floats, Floats, Floats]:
    to_target = np.zeros_like(target)
    to_up, to_down = np.zeros_like(up), np.zeros_like(down)
    rows, steps = target.shape
    for r in range(rows):
        carried = 0.0
        for t in range(steps - 1, -1, -1):
            carried += gradient[r, t]
            way = target[r, t] - (out[r, t - 1] if t > 0 else 0.0)
            if way > 0:
                to_up[r] += carried * way
            else:
                to_down[r] += carried * way
            part = up[r] if way > 0 else down[r]
            to_target[r, t] = part * carried
            carried *= 1 - part
    return to_target, to_up, to_down


def _slewed_both(target: Floats, up: Floats, down: Floats) -> tuple[Floats, ...]:
    out = _slewed_forward(target, up, down)
    return out, out


_slewed = recursion(_slewed_both, _slewed_backward)
