"""The ring modulator for gradients: its recursion in nine doublings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from timbrespace.effects.mda.ringmod import MOST_FEEDBACK

if TYPE_CHECKING:
    from torch import Tensor

#: After 512 samples what is fed back has fallen below -220 dB.
DOUBLINGS = 9


def form(x: Tensor, sample_rate: int, freq: Tensor, fine: Tensor, feedback: Tensor) -> Tensor:
    """Sounds ``(B, C, T)`` times a sine that begins at 0: ``y = (x + g * y_before) * sine``.

    Slopes by the frequency are right, and seldom lead anywhere: a sine that is a period off
    looks like any other. Settings in float64 keep the phase exact over minutes.

    Args:
        x: Full scale at 1.
        sample_rate: In Hz.
        freq: Of the sine, 0 to 16,000 Hz, ``(B,)``.
        fine: Added to it, 0 to 100 Hz, ``(B,)``.
        feedback: Of the output, 0 to 100 %, ``(B,)``.
    """
    import torch

    steps = torch.arange(x.shape[-1], device=x.device, dtype=torch.float64)
    cycles = ((freq.double() + fine.double()) / sample_rate)[:, None] * steps
    sine = torch.sin(2.0 * math.pi * (cycles % 1.0)).to(x.dtype)[:, None]
    back = (MOST_FEEDBACK / 100.0) * feedback[:, None, None].to(x.dtype)
    return _recursion(x * sine, back * sine)


def _recursion(new: Tensor, kept: Tensor) -> Tensor:
    """``y[t] = new[t] + kept[t] * y[t - 1]``: each doubling looks twice as far back.

    Source: Hillis and Steele, "Data parallel algorithms", 1986.
    """
    from torch.nn.functional import pad

    reach = 1
    for _ in range(DOUBLINGS):
        if reach >= new.shape[-1]:
            break
        new = new + kept * pad(new[..., :-reach], (reach, 0))
        kept = kept * pad(kept[..., :-reach], (reach, 0))
        reach *= 2
    return new
