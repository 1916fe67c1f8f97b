"""dasp-pytorch's parametric equaliser, with the units in order."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import pad

from timbrespace.effects.dasp.eq import HIGHEST
from timbrespace.effects.dasp.library import functions

#: Silence that follows each sound, in s: dasp-pytorch filters in frequency, where what rings
#: past the end would come round to the beginning.
RING_S = 0.5


def form(x: Tensor, sample_rate: int, **values: Tensor) -> Tensor:
    """Two shelves and four bells in a row (Valimaki and Reiss, 2016).

    Args:
        x: ``(B, C, T)``.
        sample_rate: In Hz; frequencies above 0.49 of it are held there.
        values: For each section its ``gain`` in dB, ``cutoff`` in Hz and ``q``, ``(B,)``.

    Returns:
        ``(B, C, T)``.

    Raises:
        MissingExtra: dasp-pytorch is not installed.
    """
    named = {_theirs(name): value.double() for name, value in values.items()}
    for name, value in named.items():
        if name.endswith("freq"):
            named[name] = value.clamp(max=HIGHEST * sample_rate)
    steps = x.shape[-1]
    # Double: a shelf at 20 Hz is a small difference of large numbers.
    longer = pad(x.double(), (0, round(RING_S * sample_rate)))
    y: Tensor = functions().parametric_eq(longer, sample_rate, **named)
    return y[..., :steps].to(x)


def _theirs(name: str) -> str:
    section, _, what = name.rpartition("_")
    ending = {"gain": "gain_db", "cutoff": "cutoff_freq", "q": "q_factor"}[what]
    return f"{section}_{ending}"
