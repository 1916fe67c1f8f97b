"""A level that rises and falls at paces of their own: the recursion under compressors."""

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
