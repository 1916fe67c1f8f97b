"""The level that the limiter of Dynamics hangs on, differentiable."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from timbrespace.effects.compiled import compiled
from timbrespace.effects.recursion import Floats, recursion


def held(peak: Tensor, level: Tensor, release: Tensor) -> Tensor:
    """The last peak above the level that was followed, as it dies away.

    A peak above the level takes its place at once, even a lower one: so it was measured on the
    plug-in. No gradient goes to ``level``, which only says when.

    Args:
        peak: 0 or more, ``(R, T)``.
        level: :func:`~timbrespace.effects.follower.follower` of it, ``(R, T)``.
        release: The part of itself that it loses in one sample, ``(R,)``.

    Returns:
        ``(R, T)``.
    """
    return _held(peak, level, release)


@compiled
def _forward(peak: Floats, level: Floats, release: Floats) -> Floats:
    out = np.empty_like(peak)
    rows, steps = peak.shape
    for r in range(rows):
        last = 0.0
        for t in range(steps):
            above = peak[r, t] > (level[r, t - 1] if t > 0 else 0.0)
            last = peak[r, t] if above else last - release[r] * last
            out[r, t] = last
    return out


@compiled
def _backward(
    gradient: Floats, peak: Floats, level: Floats, release: Floats, out: Floats
) -> tuple[Floats, Floats, Floats]:
    to_peak, to_level, to_release = (
        np.zeros_like(peak),
        np.zeros_like(peak),
        np.zeros_like(release),
    )
    rows, steps = peak.shape
    for r in range(rows):
        carried = 0.0
        for t in range(steps - 1, -1, -1):
            carried += gradient[r, t]
            if peak[r, t] > (level[r, t - 1] if t > 0 else 0.0):
                to_peak[r, t] = carried
                carried = 0.0
            else:
                to_release[r] -= carried * (out[r, t - 1] if t > 0 else 0.0)
                carried *= 1 - release[r]
    return to_peak, to_level, to_release


def _both(peak: Floats, level: Floats, release: Floats) -> tuple[Floats, ...]:
    out = _forward(peak, level, release)
    return out, out


_held = recursion(_both, _backward)
