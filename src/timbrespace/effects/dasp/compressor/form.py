"""dasp-pytorch's compressor, with the units in order."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import pad

from timbrespace.effects.dasp.library import functions

#: Silence that follows each sound, in s, for the reason that the equaliser's has.
RING_S = 0.5


def form(x: Tensor, sample_rate: int, **values: Tensor) -> Tensor:
    """A feed-forward compressor on the sum of the channels (Giannoulis and others, 2012).

    Args:
        x: ``(B, C, T)``.
        sample_rate: In Hz.
        values: ``threshold`` in dB, ``(B,)`` (so are the others), ``ratio``, ``attack`` and
            ``release`` in ms (dasp-pytorch 0.0.1 makes no use of the release), ``knee`` and
            ``makeup_gain`` in dB.

    Returns:
        ``(B, C, T)``.

    Raises:
        MissingExtra: dasp-pytorch is not installed.
    """
    ending = {"ratio": "", "attack": "_ms", "release": "_ms"}
    named = {f"{name}{ending.get(name, '_db')}": value.double() for name, value in values.items()}
    steps = x.shape[-1]
    longer = pad(x.double(), (0, round(RING_S * sample_rate)))
    y: Tensor = functions().compressor(longer, sample_rate, **named)
    return y[..., :steps].to(x)
