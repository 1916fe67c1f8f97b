"""The overdrive for gradients; exact, but for responses cut where they are below -140 dB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.effects.mda.fir import convolve, one_pole
from timbrespace.effects.mda.overdrive import MUFFLE_POWER, SOFT

if TYPE_CHECKING:
    from torch import Tensor

#: The slowest pole, 0.975, has fallen to -140 dB after 635 samples.
N_TAPS = 640


def form(x: Tensor, sample_rate: int, drive: Tensor, muffle: Tensor, output: Tensor) -> Tensor:
    """Sounds ``(B, C, T)``, overdriven.

    As in the real one, the pole is set by the sample: at twice the rate, muffle cuts at twice
    the frequency.

    Args:
        x: Full scale at 1.
        sample_rate: In Hz; of no consequence.
        drive: Share of the root against the plain sample, 0 to 100 %, ``(B,)``.
        muffle: How deep the low-pass cuts, 0 to 100 %, ``(B,)``.
        output: Gain in dB, ``(B,)``.
    """
    share = (drive / 100.0)[:, None, None]
    rooted = x / (x.abs() + SOFT).sqrt()
    bent = x + share * (rooted - x)
    response = one_pole(10.0 ** (MUFFLE_POWER * muffle / 100.0), N_TAPS)
    return convolve(bent, response) * (10.0 ** (output / 20.0))[:, None, None]
