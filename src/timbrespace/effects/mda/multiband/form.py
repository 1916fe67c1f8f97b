"""The multiband compressor as a differentiable function of its settings."""

from __future__ import annotations

import torch
from torch import Tensor

from timbrespace.effects.follower import follower
from timbrespace.effects.mda.multiband.law import Law, law
from timbrespace.effects.one_pole import one_pole


def form(x: Tensor, sample_rate: int, **values: Tensor) -> Tensor:
    """Three bands of the middle, each with a gain; what lies beside it is made wider.

    The high band is what a filter of one pole leaves; the low band is what two more let
    through; the middle band is the rest. Middle and high are compressed, each by its own
    envelope, without a threshold; the middle's is the slower one. The low band has its own
    make-up gain, and goes down with the *high* band: so it was measured on the plug-in.

    Args:
        x: ``(B, 2, T)``.
        sample_rate: In Hz.
        values: ``l_m`` and ``m_h`` where the bands meet, in Hz, ``(B,)`` (so are the others);
            ``l_comp``, ``m_comp``, ``h_comp`` how much each is compressed, in %; ``l_out``,
            ``m_out``, ``h_out`` gains in dB; ``attack`` and ``release`` of the high band, in ms;
            ``stereo``, the width, in %.

    Returns:
        ``(B, 2, T)``.
    """
    doubles = {name: value.double() for name, value in values.items()}
    found = law(torch, sample_rate, **doubles)
    middle, side = (x[:, 0] + x[:, 1]) / 2, (x[:, 0] - x[:, 1]) / 2
    pressed = _pressed(middle, found)
    wide = side * found.side.to(x)[:, None]
    return torch.stack([pressed + wide, pressed - wide], dim=1)


def _pressed(x: Tensor, found: Law) -> Tensor:
    """``(B, T)`` in three bands, and together again."""

    def rows(value: Tensor) -> Tensor:
        return value.to(x)[:, None]

    below = one_pole(x, found.high_step)
    low = one_pole(one_pole(below, found.low_step), found.low_step)
    high, middle = x - below, below - low
    high_envelope = follower(high.abs(), found.high_attack, found.high_release)
    middle_envelope = follower(middle.abs(), found.middle_attack, found.middle_release)
    loud = rows(found.low_gain) * low + rows(found.high_gain) * high
    out: Tensor = loud / (1 + rows(found.high_pull) * high_envelope)
    return out + rows(found.middle_gain) * middle / (1 + rows(found.middle_pull) * middle_envelope)
