"""The overdrive for gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.effects.mda.overdrive import MUFFLE_POWER, SOFT
from timbrespace.effects.mda.rates import share_at
from timbrespace.effects.transfer import one_pole, through

if TYPE_CHECKING:
    from torch import Tensor


def form(x: Tensor, sample_rate: int, drive: Tensor, muffle: Tensor, output: Tensor) -> Tensor:
    """Sounds ``(B, C, T)``, overdriven.

    Args:
        x: Full scale at 1.
        sample_rate: In Hz.
        drive: Share of the root against the plain sample, 0 to 100 %, ``(B,)``.
        muffle: How deep the low-pass cuts, 0 to 100 %, ``(B,)``.
        output: Gain in dB, ``(B,)``.
    """
    share = (drive / 100.0)[:, None, None]
    rooted = x / (x.abs() + SOFT).sqrt()
    bent = x + share * (rooted - x)
    pole = share_at(10.0 ** (MUFFLE_POWER * muffle / 100.0), sample_rate)
    muffled = through(bent, lambda log_z: one_pole(log_z, pole))
    return muffled * (10.0 ** (output / 20.0))[:, None, None]
