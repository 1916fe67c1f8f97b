"""A bottleneck of counted bits: finite scalar quantisation.

Source: Mentzer et al., *Finite Scalar Quantization: VQ-VAE Made Simple*, 2023. Each dim is
bounded by tanh and rounded to one of a few evenly spaced levels. No codebook can collapse, and
what a frame costs is known before training.
"""

from __future__ import annotations

import torch
from torch import Tensor


def to_levels(z: Tensor, levels: int) -> Tensor:
    """Bound any values to (-1, 1) and round them to that many levels from -1 to 1.

    The gradient passes the rounding as if it were not there (straight through).

    Args:
        z: Of any shape.
        levels: At least 2.

    Example:
        >>> to_levels(torch.tensor([-9.0, -0.4, 0.1, 9.0]), 3)
        tensor([-1.,  0.,  0.,  1.])
    """
    steps = levels - 1
    bounded = torch.tanh(z)
    # Of an odd number of levels the middle one is exactly 0.
    rounded = (torch.round((bounded + 1) * (steps / 2)) - steps / 2) * (2 / steps)
    return bounded + (rounded - bounded).detach()
