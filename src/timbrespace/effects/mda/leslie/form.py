"""The Leslie as a differentiable function of its settings."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from timbrespace.effects.delay_line import delay_line
from timbrespace.effects.mda.leslie.law import DRUM_AT, HORN_AT, Law, law
from timbrespace.effects.one_pole import one_pole


def form(x: Tensor, sample_rate: int, **values: Tensor) -> Tensor:
    """The middle of a sound in two bands, each from a rotor that winds up from rest.

    The high band comes from a horn that nears and goes, beside its own reflection: a copy whose
    delay swings, as its gain does, by the third power of a sine. It turns from left to right.
    The low band comes from a drum that throbs and turns.

    Args:
        x: ``(B, 2, T)``; what lies beside the middle is not heard.
        sample_rate: In Hz.
        values: ``mode`` from 0 to 1, ``(B,)`` (so are the others): stop, slow from 0.1 and fast
            from 0.5, so that no gradient goes through it; ``lo_width``, ``lo_throb``,
            ``hi_width``, ``hi_throb`` in %; ``hi_depth`` of the delay, in ms; ``x_over`` where
            the bands meet, in Hz; ``output`` gain in dB; ``speed`` of both rotors, in %.

    Returns:
        ``(B, 2, T)``.
    """
    found = law(torch, sample_rate, **{name: value.double() for name, value in values.items()})
    middle = x.mean(dim=1)
    low = one_pole(one_pole(middle, found.step), found.step)
    horn = _phase(found.horn_speed, found.horn_step, HORN_AT, x)
    drum = _phase(found.drum_speed, found.drum_step, DRUM_AT, x)
    high = _horn(middle - low, horn, found)
    low = low * _rows(found.low_gain, x) * (1 + _rows(found.low_throb, x) * drum.cos().to(x))
    high_turn = _rows(found.high_width, x) * horn.sin().to(x)
    low_turn = _rows(found.low_width, x) * drum.sin().to(x)
    left = high * (1 + high_turn) + low * (1 + low_turn)
    right = high * (1 - high_turn) + low * (1 - low_turn)
    return torch.stack([left, right], dim=1)


def _horn(high: Tensor, phase: Tensor, found: Law) -> Tensor:
    """The high band ``(B, T)`` from a horn that comes and goes."""
    away = phase.cos() ** 3
    delay = found.depth[:, None] / 2 * (1 + away)
    late = delay_line(high, delay, torch.zeros_like(found.depth))
    throb = 1 - _rows(found.high_throb, high) * away.to(high)
    return _rows(found.high_gain / 2, high) * throb * (high + late)


def _phase(speed: Tensor, step: Tensor, start: float, x: Tensor) -> Tensor:
    """Where a rotor stands at each sample, in radians, double, ``(B, T)``; it starts at rest.

    After n samples its speed is ``speed * (1 - keep ** n)``, and this the sum of those.
    """
    n = torch.arange(x.shape[-1], dtype=torch.float64, device=x.device)
    keep = (1 - step)[:, None]
    cycles = start + speed[:, None] * (n - keep * (1 - keep**n) / step[:, None])
    return 2 * math.pi * cycles


def _rows(value: Tensor, like: Tensor) -> Tensor:
    return value.to(like)[:, None]
