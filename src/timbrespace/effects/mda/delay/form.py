"""The delay for gradients, by its transfer function."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from timbrespace.effects.mda.delay import (
    LONGEST_MS,
    MOST_FEEDBACK,
    NEAREST,
    TONE_AT,
    TONE_HIGH,
    TONE_LOW,
)
from timbrespace.effects.transfer import between, one_pole, through

if TYPE_CHECKING:
    from torch import Tensor


def form(
    x: Tensor,
    sample_rate: int,
    left: Tensor,
    right: Tensor,
    feedback: Tensor,
    tone: Tensor,
    mix: Tensor,
) -> Tensor:
    """Two channels ``(B, 2, T)`` with the echoes of both in each.

    Slopes by the delays are right, and seldom lead far: an echo says little about one that is
    a period away.

    Args:
        x: Full scale at 1.
        sample_rate: In Hz.
        left: Delay of the left tap, 0 to 743 ms, ``(B,)``.
        right: Delay of the right tap, 0 to 200 % of the left one's and no more than 743 ms.
        feedback: 0 to 100 %, where the echoes hardly fade.
        tone: Of the echoes: -100 % for lows only, 100 % for fewer lows.
        mix: 0 to 100 % echoes.
    """
    import torch

    far = (left * right / 100.0).clamp(max=LONGEST_MS)
    at = [(ms * (sample_rate / 1e3)).clamp(min=NEAREST) for ms in (left, far)]
    kept, share = _tone(tone, sample_rate)
    back = (MOST_FEEDBACK / 100.0) * feedback.double()[:, None]

    def echoes(log_z: Tensor) -> Tensor:
        low = one_pole(log_z, share)
        toned = kept[:, :1] + kept[:, 1:] * low
        taps = torch.stack([between(log_z, each) for each in at], dim=1)
        line = toned / (1.0 - back * toned * taps.sum(dim=1))
        return line[:, None] * taps

    wet = through(x.mean(dim=1, keepdim=True).expand(-1, 2, -1), echoes)
    mix = (mix / 100.0)[:, None, None]
    return (1.0 - mix**2) * x + (1.0 - (1.0 - mix) ** 2) * wet


def _tone(tone: Tensor, sample_rate: int) -> tuple[Tensor, Tensor]:
    """How much of the plain and of the low-passed line, ``(B, 2)``; and the pole's share."""
    import torch

    dull = tone.double() / 100.0
    low, high = dull.clamp(max=0.0), dull.clamp(min=0.0)
    hz = 10.0 ** (TONE_AT + TONE_LOW * (1.0 + low) * (dull < 0) + TONE_HIGH * high)
    kept = torch.stack([1.0 + low, -low - 0.5 * high], dim=1)
    return kept, 1.0 - torch.exp(-2.0 * math.pi / sample_rate * hz)
