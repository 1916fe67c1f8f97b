"""A filter of one pole: the recursion under soft filters and slow gains, differentiable."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from timbrespace.effects.compiled import compiled
from timbrespace.effects.recursion import Floats, recursion


def one_pole(x: Tensor, step: Tensor) -> Tensor:
    """A low-pass filter: each sample goes the part ``step`` of the way to the next input.

    Args:
        x: ``(R, T)``.
        step: In (0, 1], ``(R,)``: ``1 - exp(-2 pi cutoff_hz / sample_rate)``.

    Returns:
        ``(R, T)``; silence lies before the first sample.

    Example:
        >>> import torch
        >>> one_pole(torch.ones(1, 3), torch.tensor([0.5]))
        tensor([[0.5000, 0.7500, 0.8750]])
    """
    return _pole(x, step)


@compiled
def _forward(x: Floats, step: Floats) -> Floats:
    out = np.empty_like(x)
    rows, steps = x.shape
    for r in range(rows):
        last = 0.0
        for t in range(steps):
            last += step[r] * (x[r, t] - last)
            out[r, t] = last
    return out


@compiled
def _backward(gradient: Floats, x: Floats, step: Floats, out: Floats) -> tuple[Floats, Floats]:
    to_x, to_step = np.empty_like(x), np.zeros_like(step)
    rows, steps = x.shape
    for r in range(rows):
        carried = 0.0
        for t in range(steps - 1, -1, -1):
            carried += gradient[r, t]
            before = out[r, t - 1] if t > 0 else 0.0
            to_x[r, t] = step[r] * carried
            to_step[r] += carried * (x[r, t] - before)
            carried *= 1 - step[r]
    return to_x, to_step


def _both(x: Floats, step: Floats) -> tuple[Floats, ...]:
    out = _forward(x, step)
    return out, out


_pole = recursion(_both, _backward)
