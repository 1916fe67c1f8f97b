"""ActNorm: one scale and one shift per dim, first set so that a batch comes out standardised.

Source: Kingma & Dhariwal, *Glow: Generative Flow with Invertible 1x1 Convolutions*, 2018.
Needs the extra ``models``; nothing imports it until a flow is asked for.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from zuko.lazy import LazyTransform
from zuko.transforms import AffineTransform, DependentTransform, Transform

#: Smallest standard deviation that is divided by: a dim that never moves stays finite.
FLOOR = 1e-4


class ActNorm(LazyTransform):  # type: ignore[misc]
    """``y = exp(log_scale) * x + shift`` for each dim; both are learned after the first batch.

    Args:
        n_dims: Width D of the vectors.

    Example:
        >>> norm = ActNorm(2)
        >>> x = torch.tensor([[1.0, 10.0], [3.0, 30.0]])
        >>> norm.initialise(x)
        >>> norm()(x).mean(0).abs().max().item() < 1e-6
        True
    """

    def __init__(self, n_dims: int) -> None:
        super().__init__()
        self.log_scale = nn.Parameter(torch.zeros(n_dims))
        self.shift = nn.Parameter(torch.zeros(n_dims))

    def forward(self, c: Tensor | None = None) -> Transform:
        """The transform with the parameters as they are now; a context is ignored."""
        return DependentTransform(AffineTransform(self.shift, self.log_scale.exp()), 1)

    @torch.no_grad()
    def initialise(self, x: Tensor) -> None:
        """Set scale and shift so that ``x (B, D)`` comes out with mean 0 and variance 1."""
        std = x.std(0, correction=0).clamp_min(FLOOR)
        self.log_scale.copy_(-std.log())
        self.shift.copy_(-x.mean(0) / std)
