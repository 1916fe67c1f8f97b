"""The flanger as a differentiable function of its settings."""

from __future__ import annotations

import torch
from torch import Tensor

from timbrespace.effects.delay_line import delay_line
from timbrespace.effects.mda.flanger import FULL


def form(
    x: Tensor,
    sample_rate: int,
    rate: Tensor,
    depth: Tensor,
    mix: Tensor,
    feedback: Tensor,
    depth_mod: Tensor,
) -> Tensor:
    """A sound less its own copy, whose delay swings between ``depth`` and less.

    The delay is ``depth * (1 - depth_mod * phase ** 2)``, where the phase rises evenly from -1
    to 1: the shape that was measured on the mda plug-in. At ``depth_mod`` 100 % it comes
    through zero, and at ``mix`` 50 % nothing is left there.

    Args:
        x: ``(B, C, T)``.
        sample_rate: In Hz.
        rate: How often the delay swings, in Hz, ``(B,)``; so are the others.
        depth: The longest delay, in ms.
        mix: Of the copy, in %.
        feedback: Of the copy into itself, in %; its sign is that of the copy.
        depth_mod: How much of the depth swings, in %.

    Returns:
        ``(B, C, T)``.
    """
    batch, channels, steps = x.shape
    # Double: a delay of thousands of samples must be known to a thousandth of one.
    at = torch.arange(steps, dtype=torch.float64, device=x.device) / sample_rate
    cycles = rate.double()[:, None] * at
    phase = 2 * (cycles - cycles.detach().round())
    longest = depth.double()[:, None] * sample_rate / 1_000
    delay = longest * (1 - depth_mod.double()[:, None] / 100 * phase * phase)
    rows = x.reshape(-1, steps)
    copy = delay_line(
        rows,
        delay.repeat_interleave(channels, dim=0),
        (feedback * FULL / 100).repeat_interleave(channels),
    )
    wet = (mix / 100)[:, None, None]
    return (1 - wet) * x - wet * copy.reshape(batch, channels, steps)
