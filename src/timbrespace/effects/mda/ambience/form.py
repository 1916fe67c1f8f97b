"""The ambience for gradients, by its transfer function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.effects.mda.ambience import (
    DAMP_LOW,
    DAMP_RANGE,
    LARGER,
    LOUD,
    ROUND,
    SHORTEST,
    SMALLEST,
)
from timbrespace.effects.mda.rates import samples_at, share_at
from timbrespace.effects.transfer import between, one_pole, through

if TYPE_CHECKING:
    from torch import Tensor


def form(
    x: Tensor, sample_rate: int, size: Tensor, hf_damp: Tensor, mix: Tensor, output: Tensor
) -> Tensor:
    """Two channels ``(B, 2, T)``, and the room that both are heard in.

    Args:
        x: Full scale at 1.
        sample_rate: In Hz.
        size: Of the room, 0 to 10 m, ``(B,)``.
        hf_damp: How far the highs get, 0 to 100 %.
        mix: 0 to 100 % room.
        output: Gain in dB.
    """
    import torch

    share = share_at(DAMP_LOW + DAMP_RANGE * hf_damp.double() / 100.0, sample_rate)

    def room(log_z: Tensor) -> Tensor:
        passed = left = torch.ones_like(log_z)[None]
        for least, more in zip(SMALLEST, LARGER, strict=True):
            at = samples_at(least + more * size.double() / 10.0, sample_rate)
            after = between(log_z, at.clamp(min=SHORTEST))
            left = passed
            # Of what comes in, v = in - ROUND * after goes round; v + after goes on.
            passed = passed * (1.0 + (1.0 - ROUND) * after / (1.0 + ROUND * after))
        both = torch.stack([left - 1.0, passed - 1.0], dim=1)
        return LOUD * one_pole(log_z, share)[:, None] * both

    wet = through(x.mean(dim=1, keepdim=True).expand(-1, 2, -1), room)
    mix = (mix / 100.0)[:, None, None]
    gain = (10.0 ** (output / 20.0))[:, None, None]
    return gain * ((1.0 - mix**2) * x + mix * wet)
