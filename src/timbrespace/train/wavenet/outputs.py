"""What a sample can be: a code of mu-law, or a number under a mixture of logistics.

Sources: ITU-T G.711 (mu-law); Salimans et al., *PixelCNN++*, 2017 (mixtures of logistics).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from timbrespace.spaces.trained.wavenet.mulaw import N_CODES
from timbrespace.train.wavenet.config import WavenetConfig

MU = N_CODES - 1
#: Samples of 16 bits lie this far apart.
STEP = 1 / 32_768
#: A logistic is no narrower than e to this; narrower ones make the loss leap.
LEAST_LOG_SCALE = -9.0


def to_codes(x: Tensor) -> Tensor:
    """Samples from -1 to 1 as codes from 0 to 255, finer where it is soft; silence is 128.

    Example:
        >>> to_codes(torch.tensor([-1.0, 0.0, 0.01, 1.0])).tolist()
        [0, 128, 157, 255]
    """
    bent = torch.sign(x) * torch.log1p(MU * x.abs().clamp(max=1.0)) / math.log1p(MU)
    return torch.floor((bent + 1) / 2 * MU + 0.5).long()


def from_codes(codes: Tensor) -> Tensor:
    """The samples in the middle of codes.

    Example:
        >>> from_codes(torch.tensor([0, 255])).tolist()
        [-1.0, 1.0]
    """
    bent = 2 * codes.float() / MU - 1
    return torch.sign(bent) * torch.expm1(bent.abs() * math.log1p(MU)) / MU


def bits(out: Tensor, x: Tensor, config: WavenetConfig) -> Tensor:
    """What samples cost, in bits each, where the network says ``out`` of them: a scalar.

    Args:
        out: ``(B, T, n_out)``.
        x: Samples ``(B, T)`` from -1 to 1.
        config: Says which output it is.
    """
    flat = out.float().flatten(0, 1)
    if config.output == "codes":
        return functional.cross_entropy(flat, to_codes(x).flatten()) / math.log(2)
    return -log_mixture(flat, x.flatten()).mean() / math.log(2)


def log_mixture(out: Tensor, x: Tensor) -> Tensor:
    """Natural logarithms of the probabilities of 16-bit samples ``(N,)`` under mixtures.

    Args:
        out: ``(N, 3 M)``: logits of the M parts, their means, the logarithms of their scales.
        x: Samples from -1 to 1. The outermost two take all that lies beyond them.
    """
    logits, means, log_scales = out.chunk(3, dim=-1)
    off = x[:, None] - means
    narrow = torch.exp(-log_scales.clamp(min=LEAST_LOG_SCALE))
    above, below = narrow * (off + STEP / 2), narrow * (off - STEP / 2)
    inside = torch.sigmoid(above) - torch.sigmoid(below)
    # Far from every mean the difference rounds to nothing; the density there is as good.
    density = narrow.log() + math.log(STEP) - narrow * off - 2 * functional.softplus(-narrow * off)
    middle = torch.where(inside > 1e-5, torch.log(inside.clamp(min=1e-12)), density)
    lowest, highest = x[:, None] < -1 + STEP, x[:, None] > 1 - 2 * STEP
    part = torch.where(lowest, functional.logsigmoid(above), middle)
    part = torch.where(highest, functional.logsigmoid(-below), part)
    return torch.logsumexp(part + torch.log_softmax(logits, dim=-1), dim=-1)
