"""Dynamics as a differentiable function of its settings."""

from __future__ import annotations

import torch
from torch import Tensor

from timbrespace.effects.follower import follower, slewed
from timbrespace.effects.mda.dynamics.held import held
from timbrespace.effects.mda.dynamics.law import MOST, POWER, Law, law


def form(x: Tensor, sample_rate: int, **values: Tensor) -> Tensor:
    """A sound whose gain hangs on its level: compressed, limited, gated.

    One level is followed for both channels: the greater of the two.

    Args:
        x: ``(B, 2, T)``.
        sample_rate: In Hz.
        values: ``thresh`` above which the gain changes, in dB, ``(B,)`` (so are the others);
            ``ratio``: 0 nothing, 1 the level stays at the threshold, above that it sinks, below
            0 it rises; ``output`` gain in dB; ``attack`` and ``release`` of the level, in ms;
            ``limiter``, the level that is never passed, in dB; ``gate_thr`` below which it is
            silent, in dB; ``gate_att`` and ``gate_rel``, in ms; ``mix`` with the dry sound,
            in %.

    Returns:
        ``(B, 2, T)``.
    """
    found = law(torch, sample_rate, **{name: value.double() for name, value in values.items()})
    peak = x.abs().amax(dim=1)
    level = follower(peak, found.attack, found.release)
    gain = _compressed(level, found)
    last = held(peak, level, found.release)
    limited = torch.minimum(gain, _rows(found.limit, x) / last.clamp(min=1e-9))
    whole = _rows(found.dry, x) + limited * _gate(level, found)
    return x * whole[:, None]


def _compressed(level: Tensor, found: Law) -> Tensor:
    """The gain ``(B, T)`` of a level, without limiter and gate."""
    over = (level / _rows(found.threshold, level) - 1).clamp(min=0)
    return _rows(found.output, level) / (1 + _rows(found.pull, level) * over).clamp(min=1 / MOST)


def _gate(level: Tensor, found: Law) -> Tensor:
    """How far the gate is open, ``(B, T)``."""
    open_at = (level / _rows(found.gate, level)) ** POWER
    return slewed(1 - 1 / (1 + open_at), found.opening, found.closing)


def _rows(value: Tensor, like: Tensor) -> Tensor:
    return value.to(like)[:, None]
