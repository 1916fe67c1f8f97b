"""A delay that moves, with feedback: the recursion under flangers, differentiable."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from timbrespace.effects.compiled import compiled
from timbrespace.effects.recursion import Floats, recursion


def delay_line(x: Tensor, delay: Tensor, feedback: Tensor) -> Tensor:
    """What was written ``delay`` samples ago; what is read goes round a sample later.

    Between samples it reads on a straight line. Gradients go to all three; at a delay of a
    whole number of samples, to the delay they are those from above.

    Args:
        x: ``(R, T)``.
        delay: In samples, 0 or more, ``(R, T)``.
        feedback: Of what is read, within (-1, 1), ``(R,)``.

    Returns:
        ``(R, T)``; silence lies before the first sample.

    Example:
        >>> import torch
        >>> x = torch.tensor([[1.0, 0, 0, 0, 0]])
        >>> delay_line(x, torch.ones(1, 5), torch.tensor([0.5]))
        tensor([[0.0000, 1.0000, 0.0000, 0.5000, 0.0000]])
    """
    return _line(x, delay, feedback)


@compiled
def _forward(x: Floats, delay: Floats, feedback: Floats) -> tuple[Floats, Floats]:
    out = np.zeros_like(x)
    written = np.zeros_like(x)
    rows, steps = x.shape
    for r in range(rows):
        for t in range(steps):
            before = out[r, t - 1] if t > 0 else 0.0
            written[r, t] = x[r, t] + feedback[r] * before
            whole = int(delay[r, t])
            part = delay[r, t] - whole
            at = t - whole
            if at >= 0:
                out[r, t] = (1 - part) * written[r, at]
            if at >= 1:
                out[r, t] += part * written[r, at - 1]
    return out, written


@compiled
def _backward(
    gradient: Floats,
    x: Floats,
    delay: Floats,
    feedback: Floats,
    out: Floats,
    written: Floats,
) -> tuple[Floats, Floats, Floats]:
    to_x, to_delay = np.zeros_like(x), np.zeros_like(x)
    to_feedback = np.zeros_like(feedback)
    rows, steps = x.shape
    for r in range(rows):
        for t in range(steps - 1, -1, -1):
            later = to_x[r, t + 1] if t < steps - 1 else 0.0
            g = gradient[r, t] + feedback[r] * later
            whole = int(delay[r, t])
            part = delay[r, t] - whole
            at = t - whole
            if at >= 0:
                to_x[r, at] += (1 - part) * g
                to_delay[r, t] -= g * written[r, at]
            if at >= 1:
                to_x[r, at - 1] += part * g
                to_delay[r, t] += g * written[r, at - 1]
            if t > 0:
                to_feedback[r] += to_x[r, t] * out[r, t - 1]
    return to_x, to_delay, to_feedback


def _both(x: Floats, delay: Floats, feedback: Floats) -> tuple[Floats, ...]:
    out, written = _forward(x, delay, feedback)
    return out, out, written


_line = recursion(_both, _backward)
